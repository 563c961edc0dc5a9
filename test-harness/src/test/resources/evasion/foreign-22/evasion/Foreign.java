package evasion;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** libc, called from Java with no library of one's own (JDK 22 on). */
public final class Foreign {
    private static final ValueLayout INT = ValueLayout.JAVA_INT;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private Foreign() {}

    public static void lookup(String path) {
        SymbolLookup.libraryLookup(Path.of(path), Arena.global());
    }

    public static void dlopen(String path) throws Throwable {
        int now = 2;
        MemorySegment unused =
                (MemorySegment)
                        function("dlopen", FunctionDescriptor.of(POINTER, POINTER, INT))
                                .invoke(text(path), now);
    }

    public static void system(String command) throws Throwable {
        int unused =
                (int) function("system", FunctionDescriptor.of(INT, POINTER)).invoke(text(command));
    }

    public static void connect(byte[] address, int port) throws Throwable {
        MethodHandle socket = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
        MethodHandle connect = function("connect", FunctionDescriptor.of(INT, INT, POINTER, INT));
        MemorySegment name = Arena.global().allocate(16);
        name.set(ValueLayout.JAVA_BYTE, 0, (byte) 2);
        name.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
        name.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
        for (int i = 0; i < 4; i++) {
            name.set(ValueLayout.JAVA_BYTE, 4 + i, address[i]);
        }
        int unused = (int) connect.invoke((int) socket.invoke(2, 1, 0), name, 16);
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), descriptor);
    }

    private static MemorySegment text(String text) {
        return Arena.global().allocateFrom(text);
    }
}
