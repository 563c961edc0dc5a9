package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of MCP libraries and coroutines, against the versions that guests are compiled for. */
class CallRowsTest {
    /** Of 1.6 only. */
    private static final String OLD_WORKER = "kotlinx/coroutines/internal/LimitedDispatcher";

    static List<String> types() {
        List<String> types = new ArrayList<>();
        for (String[] table : List.of(CallRows.CLASSES, CoroutineRows.CLASSES)) {
            for (int i = 0; i < table.length; i += 2) {
                types.add(table[i]);
            }
        }
        types.remove(OLD_WORKER);
        types.remove("io/modelcontextprotocol/kotlin/sdk/server/ServerSession");
        return types;
    }

    @ParameterizedTest
    @MethodSource("types")
    void theVerifierIsContentWithAHookedClass(String type) throws Exception {
        LibraryTable table = table(type);
        byte[] original = file(type);
        List<Hook> rows = table.rowsOf(type, original);
        assertNotNull(rows, "as no known version");
        ClassPatch patch = new ClassPatch(original, rows);
        byte[] patched = patch.patched();
        for (int i = 0; i < rows.size(); i++) {
            assertTrue(patch.calls()[i] > 0, rows.get(i).target());
        }
        try {
            Definer loader = new Definer(type.replace('/', '.'), patched);
            Class<?> verified = Class.forName(type.replace('/', '.'), true, loader);
            assertEquals(loader, verified.getClassLoader());
        } catch (VerifyError rejected) {
            throw rejected;
        } catch (LinkageError incomplete) {
            // What the library stands on is not here; that is looked for after the verification.
            assertTrue(type.startsWith("io/quarkiverse/"), incomplete.toString());
        }
    }

    @Test
    void whatHandlesARequestIsHookedFromItsBeginningToEachOfItsEnds() throws Exception {
        String type = "io/quarkiverse/mcp/server/runtime/ToolMessageHandler";
        assertEquals(
                "handle(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V "
                        + "exit(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object; "
                        + "exit(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object; "
                        + "exit(Ljava/lang/Object;)V ",
                gateCalls(type, "toolsCall"));
    }

    @Test
    void theScopeOfAStaticMethodIsAboutItsFirstParameter() throws Exception {
        String type = "kotlinx/coroutines/DispatchedTaskKt";
        assertTrue(
                gateCalls(type, "dispatch").startsWith("enterAgain(Ljava/lang/Object;)V exit("),
                () -> gateCalls(type, "dispatch"));
    }

    private static String gateCalls(String type, String method) {
        StringBuilder calls = new StringBuilder();
        byte[] original = file(type);
        byte[] patched = new ClassPatch(original, table(type).rowsOf(type, original)).patched();
        new ClassReader(patched)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String d, String s, String[] e) {
                                return name.equals(method) ? new GateCalls(calls) : null;
                            }
                        },
                        0);
        return calls.toString();
    }

    private static LibraryTable table(String type) {
        LibraryTable calls = new LibraryTable(CallRows.CLASSES);
        return calls.knows(type) ? calls : new LibraryTable(CoroutineRows.CLASSES);
    }

    private static byte[] file(String type) {
        try (InputStream in =
                CallRowsTest.class.getClassLoader().getResourceAsStream(type + ".class")) {
            assertNotNull(in, type);
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static final class GateCalls extends MethodVisitor {
        private final StringBuilder calls;

        GateCalls(StringBuilder calls) {
            super(Opcodes.ASM9);
            this.calls = calls;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.startsWith("java/net/Sallyport")) {
                calls.append(name + descriptor + " ");
            }
        }
    }

    /** Defines a library by itself, with one class hooked. */
    private static final class Definer extends ClassLoader {
        private final String name;
        private final byte[] file;

        Definer(String name, byte[] file) {
            super(Definer.class.getClassLoader());
            this.name = name;
            this.file = file;
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(wanted)) {
                Class<?> known = findLoadedClass(wanted);
                if (known != null) {
                    return known;
                }
                if (wanted.startsWith(name.substring(0, name.indexOf('.', 3)))) {
                    byte[] own = wanted.equals(name) ? file : file(wanted.replace('.', '/'));
                    return defineClass(wanted, own, 0, own.length);
                }
                return super.loadClass(wanted, resolve);
            }
        }
    }
}
