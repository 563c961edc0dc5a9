package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.gate.Gatehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.Test;

/** What rows do to classes that are like libraries'; the libraries are tested as they run. */
class HandOverRowsTest {
    private static final String TASKS = Gatehouse.gate("Tasks");

    @Test
    void everyRowCallsAGateMethodOfJustThatShape() throws Exception {
        GateEntries gate = new GateEntries();
        for (int i = 1; i < HandOverRows.CLASSES.length; i += 2) {
            for (String row : HandOverRows.CLASSES[i].lines().toList()) {
                String method = row.substring(row.lastIndexOf(' ') + 1);
                assertTrue(gate.has(method), () -> row);
            }
        }
    }

    @Test
    void aVersionWithNoneOfTheMethodsIsLeftAsItIs() {
        LibraryTable table = new LibraryTable(HandOverRows.CLASSES);
        for (int i = 0; i < HandOverRows.CLASSES.length; i += 2) {
            String type = HandOverRows.CLASSES[i];
            List<Hook> rows = table.rowsOf(type, emptyClass(type));
            assertTrue(rows == null || rows.isEmpty(), type);
        }
    }

    @Test
    void aScopeCanBeAParametersInAStaticMethodAsWell() throws Exception {
        Class<?> type =
                patched("notified  #Ljava/lang/Object;J>Ljava/lang/Runnable;  Tasks.enter" + VOID);
        Method notified =
                type.getDeclaredMethod("notified", Object.class, long.class, Runnable.class);

        Runnable work = () -> Gate.LOG.add("runs");
        notified.invoke(null, "future", 1L, work);
        assertEquals(List.of("enter", "runs", "exit"), Gate.log(work));

        Runnable failing =
                () -> {
                    throw new IllegalStateException("fails");
                };
        Throwable thrown =
                assertThrows(
                        InvocationTargetException.class,
                        () -> notified.invoke(null, "future", 1L, failing));
        assertEquals("fails", thrown.getCause().getMessage());
        assertEquals(List.of("enter", "exit"), Gate.log(failing));
    }

    @Test
    void aParameterThatTheMethodChangesEndsNoScope() {
        LibraryTable table =
                new LibraryTable(
                        new String[] {
                            "Like", "changing  #Ljava/lang/Runnable;  Tasks.enter" + VOID + "\n"
                        });
        byte[] file = like();
        List<Hook> rows = table.rowsOf("Like", file);
        ClassPatch patch = new ClassPatch(file, rows);
        assertThrows(IllegalArgumentException.class, patch::patched);
    }

    @Test
    void whatTheGateReplacesIsWhatTheMethodWants() throws Exception {
        Class<?> type =
                patched("same  Ljava/lang/Runnable;  Tasks.asked" + OBJECT + "Ljava/lang/Object;");
        Runnable replaced = () -> {};
        Gate.replacement = replaced;
        Object like = type.getDeclaredConstructor().newInstance();
        assertSame(
                replaced,
                type.getDeclaredMethod("same", Runnable.class).invoke(like, (Runnable) () -> {}));
    }

    @Test
    void whatIsMadeIsHandedOverWhole() throws Exception {
        Class<?> type = patched("<init>  =*  Tasks.handOver" + VOID);
        Object like = type.getDeclaredConstructor().newInstance();
        assertEquals(List.of("handOver"), Gate.log(like));
    }

    private static final String OBJECT = "(Ljava/lang/Object;)";
    private static final String VOID = OBJECT + "V";

    /** What the gate's methods are here. */
    public static final class Gate {
        static final List<Object> LOG = new ArrayList<>();

        static Object replacement;

        private static Object last;

        private Gate() {}

        public static void enter(Object work) {
            note("enter", work);
        }

        public static void exit(Object work) {
            note("exit", work);
        }

        public static void handOver(Object work) {
            note("handOver", work);
        }

        public static Object asked(Object given) {
            assertNotNull(given);
            return replacement;
        }

        private static void note(String what, Object work) {
            LOG.add(what);
            last = work;
        }

        /** What has happened, the last of it with that object. */
        static List<Object> log(Object work) {
            assertSame(work, last);
            List<Object> log = List.copyOf(LOG);
            LOG.clear();
            return log;
        }
    }

    private static Class<?> patched(String row) {
        byte[] file = like();
        LibraryTable table = new LibraryTable(new String[] {"Like", row + "\n"});
        byte[] patched = new ClassPatch(file, table.rowsOf("Like", file)).patched();
        ClassWriter remapped = new ClassWriter(0);
        new ClassReader(patched)
                .accept(
                        new ClassRemapper(
                                remapped,
                                new SimpleRemapper(
                                        Opcodes.ASM9, TASKS, Type.getInternalName(Gate.class))),
                        0);
        return new Definer().define("Like", remapped.toByteArray());
    }

    private static byte[] emptyClass(String name) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        type.visitEnd();
        return type.toByteArray();
    }

    private static byte[] like() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS | ClassWriter.COMPUTE_FRAMES);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Like", null, "java/lang/Object", null);
        MethodVisitor made = method(type, "<init>", "()V", 0);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        end(made, Opcodes.RETURN);
        MethodVisitor notified =
                method(
                        type,
                        "notified",
                        "(Ljava/lang/Object;JLjava/lang/Runnable;)V",
                        Opcodes.ACC_STATIC);
        notified.visitVarInsn(Opcodes.ALOAD, 3);
        run(notified);
        MethodVisitor changing = method(type, "changing", "(Ljava/lang/Runnable;)V", 0);
        changing.visitInsn(Opcodes.ACONST_NULL);
        changing.visitVarInsn(Opcodes.ASTORE, 1);
        end(changing, Opcodes.RETURN);
        MethodVisitor same = method(type, "same", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;", 0);
        same.visitVarInsn(Opcodes.ALOAD, 1);
        end(same, Opcodes.ARETURN);
        type.visitEnd();
        return type.toByteArray();
    }

    private static MethodVisitor method(ClassWriter type, String name, String shape, int access) {
        MethodVisitor method =
                type.visitMethod(Opcodes.ACC_PUBLIC | access, name, shape, null, null);
        method.visitCode();
        return method;
    }

    private static void run(MethodVisitor method) {
        method.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
        end(method, Opcodes.RETURN);
    }

    private static void end(MethodVisitor method, int opcode) {
        method.visitInsn(opcode);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static final class Definer extends ClassLoader {
        Definer() {
            super(HandOverRowsTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] file) {
            return defineClass(name, file, 0, file.length);
        }
    }
}
