package evasion;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import jdk.incubator.foreign.CLinker;
import jdk.incubator.foreign.FunctionDescriptor;
import jdk.incubator.foreign.MemoryAccess;
import jdk.incubator.foreign.MemoryAddress;
import jdk.incubator.foreign.MemorySegment;
import jdk.incubator.foreign.ResourceScope;

/** libc, called from Java with no library of one's own (JDK 17's incubator). */
public final class Foreign {
    private Foreign() {}

    public static void dlopen(String path) throws Throwable {
        int now = 2;
        MethodHandle dlopen =
                function(
                        "dlopen",
                        MethodType.methodType(MemoryAddress.class, MemoryAddress.class, int.class),
                        FunctionDescriptor.of(CLinker.C_POINTER, CLinker.C_POINTER, CLinker.C_INT));
        dlopen.invoke(text(path), now);
    }

    public static void system(String command) throws Throwable {
        MethodHandle system =
                function(
                        "system",
                        MethodType.methodType(int.class, MemoryAddress.class),
                        FunctionDescriptor.of(CLinker.C_INT, CLinker.C_POINTER));
        int unused = (int) system.invoke(text(command));
    }

    public static void connect(byte[] address, int port) throws Throwable {
        MethodHandle socket =
                function(
                        "socket",
                        MethodType.methodType(int.class, int.class, int.class, int.class),
                        FunctionDescriptor.of(
                                CLinker.C_INT, CLinker.C_INT, CLinker.C_INT, CLinker.C_INT));
        MethodHandle connect =
                function(
                        "connect",
                        MethodType.methodType(
                                int.class, int.class, MemoryAddress.class, int.class),
                        FunctionDescriptor.of(
                                CLinker.C_INT, CLinker.C_INT, CLinker.C_POINTER, CLinker.C_INT));
        MemorySegment name = MemorySegment.allocateNative(16, ResourceScope.globalScope());
        MemoryAccess.setByteAtOffset(name, 0, (byte) 2);
        MemoryAccess.setByteAtOffset(name, 2, (byte) (port >> 8));
        MemoryAccess.setByteAtOffset(name, 3, (byte) port);
        for (int i = 0; i < 4; i++) {
            MemoryAccess.setByteAtOffset(name, 4 + i, address[i]);
        }
        int unused = (int) connect.invoke((int) socket.invoke(2, 1, 0), name.address(), 16);
    }

    private static MethodHandle function(
            String name, MethodType type, FunctionDescriptor descriptor) {
        return CLinker.getInstance()
                .downcallHandle(
                        CLinker.systemLookup().lookup(name).orElseThrow(), type, descriptor);
    }

    private static MemoryAddress text(String text) {
        return CLinker.toCString(text, ResourceScope.globalScope()).address();
    }
}
