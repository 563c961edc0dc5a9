package dev.sallyport.agent.hook;

import dev.sallyport.agent.gate.Gatehouse;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Inserts the rows of the table into the JDK's classes and knows which of them are in.
 *
 * <p>It stays registered: whoever retransforms one of these classes later makes the JVM start from
 * the original bytes, and every transformer must put its part back. A class that no row wants costs
 * one hash look-up.
 */
final class HookInserter implements ClassFileTransformer {
    /** What the gate's call adds to a method's operand stack at most. */
    private static final int STACK = 4;

    private final Map<String, List<Hook>> rowsByType = new HashMap<>();
    private final Map<String, Integer> inserted = new HashMap<>();

    HookInserter(List<Hook> rows) {
        for (Hook row : rows) {
            List<Hook> sameType = rowsByType.get(row.type());
            if (sameType == null) {
                sameType = new ArrayList<>();
                rowsByType.put(row.type(), sameType);
            }
            sameType.add(row);
        }
    }

    /** The classes that rows want, by internal name. */
    Iterable<String> types() {
        return rowsByType.keySet();
    }

    /**
     * How often the row's gate call was written into its class the last time it was transformed.
     */
    synchronized int insertions(Hook row) {
        Integer count = inserted.get(key(row));
        return count == null ? 0 : count;
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] original) {
        // A class of the application may have a JDK class's name in another loader.
        if (loader != null || name == null) {
            return null;
        }
        List<Hook> rows = rowsByType.get(name);
        return rows == null ? null : insert(rows, original);
    }

    private synchronized byte[] insert(List<Hook> rows, byte[] original) {
        for (Hook row : rows) {
            inserted.remove(key(row));
        }
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new TypeVisitor(writer, rows), 0);
        return writer.toByteArray();
    }

    private void count(Hook row) {
        inserted.put(key(row), insertions(row) + 1);
    }

    private static String key(Hook row) {
        return row.place().name() + row.target() + row.gate();
    }

    private final class TypeVisitor extends ClassVisitor {
        private final List<Hook> rows;

        TypeVisitor(ClassVisitor next, List<Hook> rows) {
            super(Opcodes.ASM9, next);
            this.rows = rows;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            for (Hook row : rows) {
                if (row.isIn(name, descriptor)) {
                    next = new HookVisitor(next, row);
                }
            }
            return next;
        }
    }

    /** Adds straight-line code only, so that the method's stack map frames stay as they are. */
    private final class HookVisitor extends MethodVisitor {
        private final Hook row;

        HookVisitor(MethodVisitor next, Hook row) {
            super(Opcodes.ASM9, next);
            this.row = row;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (row.place() == Hook.Place.ENTRY) {
                callGate(0);
                if (!row.gateDescriptor().endsWith(")V")) {
                    super.visitVarInsn(Opcodes.ASTORE, row.local());
                }
            }
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESTATIC && row.isCallee(owner, name, descriptor)) {
                if (row.wantsThis()) {
                    super.visitVarInsn(Opcodes.ALOAD, 0);
                }
                invokeGate();
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (row.place() == Hook.Place.RETURN && opcode == Opcodes.ARETURN) {
                callGate(1);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + STACK, maxLocals);
        }

        /** Loads the gate's parameters from {@code skipped} on; those before are on the stack. */
        private void callGate(int skipped) {
            Type[] parameters = Type.getArgumentTypes(row.gateDescriptor());
            int local = row.local();
            for (int i = skipped; i < parameters.length; i++) {
                super.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), local);
                local += parameters[i].getSize();
            }
            invokeGate();
        }

        private void invokeGate() {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, Gatehouse.GATE, row.gate(), row.gateDescriptor(), false);
            count(row);
        }
    }
}
