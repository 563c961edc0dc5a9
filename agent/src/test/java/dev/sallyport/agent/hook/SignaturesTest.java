package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against JDKs that are not at hand. */
class SignaturesTest {
    static List<JdkClasses> jdks() throws IOException {
        return JdkClasses.all();
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, 17",
        "LINUX, 21",
        "LINUX, 25",
        "MACOS, 17",
        "MACOS, 21",
        "MACOS, 25",
    })
    void everyRowThatMustBeThereFromTheStartIsThere(OperatingSystem system, int feature)
            throws IOException {
        Signatures recorded = recorded(system, feature);
        List<String> missing = new ArrayList<>();
        for (Hook row : new HookTable(system, feature).rows(true)) {
            for (String method : methodsOf(row)) {
                if (!recorded.methods().contains(method)) {
                    missing.add(method);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Rows that wait for a library, which a system without that library never asks for. */
    @ParameterizedTest
    @CsvSource({
        "LINUX, 17",
        "LINUX, 21",
        "LINUX, 25",
        "MACOS, 17",
        "MACOS, 21",
        "MACOS, 25",
    })
    void everyLaterRowIsThereOrKnownNotToBe(OperatingSystem system, int feature)
            throws IOException {
        Signatures recorded = recorded(system, feature);
        Set<String> absent = new TreeSet<>();
        for (Hook row : HookTableTest.laterRows(new HookTable(system, feature))) {
            boolean there = recorded.methods().contains(row.target());
            assertTrue(there || recorded.isAbsent(row.target()), row.target());
            if (!there) {
                absent.add(row.type().substring(0, row.type().lastIndexOf('/')));
            }
        }
        assertEquals(
                system == OperatingSystem.LINUX ? Set.of() : Set.of("sun/nio/ch/sctp"), absent);
    }

    /** They guard nothing, and are recorded of the JDKs that they were tried on. */
    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void everyRowAtTheEndOfHandshakesIsThere(int feature) throws IOException {
        Signatures recorded = recorded(OperatingSystem.LINUX, feature);
        for (Hook row : new HookTable(OperatingSystem.LINUX, feature).handshakeRows()) {
            assertTrue(recorded.methods().contains(row.target()), row.target());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatIsRecordedOfTheJdkAtHandIsWhatItHas(JdkClasses jdk) throws IOException {
        Set<String> types = new TreeSet<>();
        Signatures recorded = recorded(OperatingSystem.LINUX, jdk.feature());
        recorded.methods().forEach(method -> types.add(typeOf(method)));
        Set<String> found = new TreeSet<>();
        for (String type : types) {
            addMethods(new ClassReader(jdk.read(type)), found);
        }
        found.retainAll(recorded.methods());
        assertEquals(new TreeSet<>(recorded.methods()), found);
    }

    /** So a start there is refused before anything is hooked. */
    @ParameterizedTest
    @ValueSource(ints = {17, 21, 25})
    void windowsLacksWhatTheRowsOfOtherSystemsName(int feature) throws IOException {
        assertNull(OperatingSystem.named("Windows 11"));
        Signatures recorded = Signatures.of("windows", feature);
        for (OperatingSystem system : OperatingSystem.values()) {
            Set<String> absent = new TreeSet<>();
            for (Hook row : new HookTable(system, feature).rows(true)) {
                if (recorded.isAbsent(row.target())) {
                    assertFalse(recorded.methods().contains(row.target()), row.target());
                    absent.add(row.type());
                }
            }
            assertTrue(
                    absent.containsAll(
                            Set.of("java/lang/ProcessImpl", "sun/nio/fs/UnixNativeDispatcher")),
                    absent::toString);
        }
        assertTrue(
                recorded.methods().stream()
                        .anyMatch(
                                method ->
                                        method.startsWith(
                                                "sun/nio/ch/WindowsAsynchronousSocketChannelImpl"
                                                        + "$ConnectTask.run")),
                "the way past Net.connect");
    }

    private static Signatures recorded(OperatingSystem system, int feature) throws IOException {
        return Signatures.of(system.name().toLowerCase(Locale.ROOT), feature);
    }

    /** The one that is hooked, and the one whose call is replaced. */
    private static List<String> methodsOf(Hook row) {
        return row.callee() == null
                ? List.of(row.target())
                : List.of(row.target(), row.callee() + row.calleeDescriptor());
    }

    private static String typeOf(String method) {
        return method.substring(0, method.lastIndexOf('.', method.indexOf('(')));
    }

    private static void addMethods(ClassReader type, Set<String> methods) {
        type.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String s, String[] e) {
                        methods.add(type.getClassName() + "." + name + descriptor);
                        return null;
                    }
                },
                0);
    }
}
