package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.gate.Gatehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.bytebuddy.jar.asm.Attribute;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is patched is held against what ASM reads out of it: instructions, frames, tables. */
class ClassPatchTest {
    static List<JdkClasses> jdks() throws IOException {
        return JdkClasses.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPatchedClassIsTheOriginalWithTheGatesCallsAndNothingElse(JdkClasses jdk)
            throws IOException {
        for (Map.Entry<String, List<Hook>> type : byType(jdk.table().rows(true))) {
            byte[] original = jdk.read(type.getKey());
            byte[] patched = new ClassPatch(original, type.getValue()).patched();
            Map<String, List<String>> expected = methods(original, type.getValue(), false);
            Map<String, List<String>> actual = methods(patched, List.of(), true);
            assertSame(expected, actual, type.getKey());
        }
    }

    /**
     * Far more than any row asks for: every return and the start of every method of big classes.
     */
    @ParameterizedTest
    @MethodSource("jdks")
    void anyMethodOfTheJdkCanBePatched(JdkClasses jdk) throws IOException {
        int switches = 0;
        for (String type :
                List.of(
                        "java/util/concurrent/ConcurrentHashMap",
                        "java/util/Formatter$FormatSpecifier",
                        "java/util/regex/Pattern",
                        "java/math/BigDecimal",
                        "java/lang/String",
                        "java/util/concurrent/ForkJoinPool",
                        "sun/security/x509/X500Name",
                        "java/time/format/DateTimeFormatterBuilder")) {
            byte[] original = jdk.read(type);
            List<Hook> rows = new ArrayList<>();
            for (String method : methods(original, List.of(), false).keySet()) {
                rows.add(row(type, method, Hook.Place.ENTRY));
                if (method.endsWith(";")) {
                    rows.add(row(type, method, Hook.Place.RETURN));
                }
            }
            byte[] patched = new ClassPatch(original, rows).patched();
            Map<String, List<String>> expected = methods(original, rows, false);
            Map<String, List<String>> actual = methods(patched, List.of(), true);
            assertSame(expected, actual, type);
            switches += expected.toString().split("switch", -1).length - 1;
        }
        assertTrue(switches > 20, "switches: " + switches);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aPatchIsFoundAgainAndNotSeenWhereItIsNot(JdkClasses jdk) throws IOException {
        for (Map.Entry<String, List<Hook>> type : byType(jdk.table().rows(true))) {
            byte[] original = jdk.read(type.getKey());
            ClassPatch before = new ClassPatch(original, type.getValue());
            before.count();
            assertArrayEquals(new int[type.getValue().size()], before.calls(), type.getKey());
            ClassPatch patch = new ClassPatch(original, type.getValue());
            ClassPatch after = new ClassPatch(patch.patched(), type.getValue());
            after.count();
            assertArrayEquals(patch.calls(), after.calls(), type.getKey());
        }
    }

    @Test
    void aConstantOfNoKnownKindIsRefused() {
        byte[] file = {0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 99, 0, 0};
        assertThrows(IllegalArgumentException.class, () -> new ClassPatch(file, List.of()));
    }

    private static void assertSame(
            Map<String, List<String>> expected, Map<String, List<String>> actual, String type) {
        for (Map.Entry<String, List<String>> method : expected.entrySet()) {
            assertEquals(
                    String.join("\n", method.getValue()),
                    String.join("\n", actual.get(method.getKey())),
                    () -> type + "." + method.getKey());
        }
        assertEquals(expected.keySet(), actual.keySet());
    }

    private static Hook row(String type, String method, Hook.Place place) {
        int parameters = method.indexOf('(');
        String result = method.substring(method.indexOf(')') + 1);
        boolean entry = place == Hook.Place.ENTRY;
        return new Hook(
                type,
                method.substring(0, parameters),
                method.substring(parameters),
                place,
                0,
                0,
                null,
                null,
                "Gate",
                entry ? "in" : "out",
                entry ? "()V" : "(" + result + ")" + result);
    }

    private static Iterable<Map.Entry<String, List<Hook>>> byType(List<Hook> rows) {
        Map<String, List<Hook>> result = new TreeMap<>();
        for (Hook row : rows) {
            result.computeIfAbsent(row.type(), type -> new ArrayList<>()).add(row);
        }
        return result.entrySet();
    }

    /** Every method with code as text, with the rows' calls put in by ASM. */
    private static Map<String, List<String>> methods(
            byte[] file, List<Hook> rows, boolean withoutPadding) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String s, String[] e) {
                                List<Hook> wanted = new ArrayList<>();
                                for (Hook row : rows) {
                                    if (row.method().equals(name)
                                            && row.descriptor().equals(type)) {
                                        wanted.add(row);
                                    }
                                }
                                List<String> lines = new ArrayList<>();
                                boolean code =
                                        (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
                                if (code) {
                                    result.put(name + type, lines);
                                }
                                return new Text(lines, wanted, withoutPadding);
                            }
                        },
                        0);
        return result;
    }

    /** A method as text; labels are numbered in the order in which they are seen. */
    private static final class Text extends MethodVisitor {
        private static final Pattern LABEL = Pattern.compile("<(\\d+)>");

        private final List<String> lines;
        private final List<Hook> rows;
        private final boolean withoutPadding;
        private final Map<Label, Integer> labels = new LinkedHashMap<>();
        private final Map<Label, Integer> places = new HashMap<>();
        private final List<String> tries = new ArrayList<>();
        private int linesSeen;
        private int instructions;

        Text(List<String> lines, List<Hook> rows, boolean withoutPadding) {
            super(Opcodes.ASM9);
            this.lines = lines;
            this.rows = rows;
            this.withoutPadding = withoutPadding;
        }

        @Override
        public void visitCode() {
            for (Hook row : rows) {
                if (row.place() == Hook.Place.ENTRY) {
                    call(row, 0);
                    if (!row.gateDescriptor().endsWith(")V")) {
                        Type result = Type.getReturnType(row.gateDescriptor());
                        visitVarInsn(result.getOpcode(Opcodes.ISTORE), row.result());
                    }
                }
            }
        }

        private void call(Hook row, int skipped) {
            Type[] parameters = Type.getArgumentTypes(row.gateDescriptor());
            int local = row.local();
            for (int i = skipped; i < parameters.length; i++) {
                visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), local);
                local += parameters[i].getSize();
            }
            gate(row);
        }

        private void gate(Hook row) {
            String owner = Gatehouse.gate(row.gateClass());
            add("call 184 " + owner + "." + row.gate() + row.gateDescriptor());
        }

        /** Stands for the label until it is known where it is. */
        private String number(Label label) {
            return "<" + labels.computeIfAbsent(label, unknown -> labels.size()) + ">";
        }

        @Override
        public void visitInsn(int opcode) {
            for (Hook row : rows) {
                boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
                if (row.place() == Hook.Place.RETURN && returns) {
                    call(row, opcode == Opcodes.RETURN ? 0 : 1);
                }
            }
            if (opcode != Opcodes.NOP || !withoutPadding) {
                add("insn " + opcode);
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            add("int " + opcode + " " + operand);
        }

        @Override
        public void visitVarInsn(int opcode, int local) {
            add("var " + opcode + " " + local);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            add("type " + opcode + " " + type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            add("field " + opcode + " " + owner + "." + name + " " + type);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String type, boolean isInterface) {
            for (Hook row : rows) {
                if (row.place() == Hook.Place.CALL
                        && (owner + "." + name).equals(row.callee())
                        && type.equals(row.calleeDescriptor())) {
                    if (row.wantsThis()) {
                        visitVarInsn(Opcodes.ALOAD, 0);
                    }
                    gate(row);
                    return;
                }
            }
            add("call " + opcode + " " + owner + "." + name + type);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle by, Object... with) {
            add("dynamic " + name + type + by + List.of(with));
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            add("jump " + opcode + " " + number(target));
        }

        @Override
        public void visitLabel(Label label) {
            number(label);
            places.put(label, instructions);
        }

        private void add(String instruction) {
            instructions++;
            lines.add(instruction);
        }

        /** A label is told by how many instructions stand before it, padding not counted. */
        @Override
        public void visitEnd() {
            lines.addAll(tries);
            Map<String, String> byNumber = new HashMap<>();
            labels.forEach((label, number) -> byNumber.put("" + number, "@" + places.get(label)));
            lines.replaceAll(
                    line -> LABEL.matcher(line).replaceAll(found -> byNumber.get(found.group(1))));
        }

        @Override
        public void visitLdcInsn(Object value) {
            add("constant " + value);
        }

        @Override
        public void visitIincInsn(int local, int by) {
            add("iinc " + local + " " + by);
        }

        @Override
        public void visitTableSwitchInsn(int low, int high, Label other, Label... targets) {
            add("tableswitch " + low + " " + high + " " + numbers(other, targets));
        }

        @Override
        public void visitLookupSwitchInsn(Label other, int[] keys, Label[] targets) {
            List<Integer> list = new ArrayList<>();
            for (int key : keys) {
                list.add(key);
            }
            add("lookupswitch " + list + " " + numbers(other, targets));
        }

        private List<String> numbers(Label first, Label[] others) {
            List<String> result = new ArrayList<>(List.of(number(first)));
            for (Label other : others) {
                result.add(number(other));
            }
            return result;
        }

        @Override
        public void visitMultiANewArrayInsn(String type, int dimensions) {
            add("array " + type + dimensions);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            tries.add("try " + number(start) + number(end) + number(handler) + type);
        }

        @Override
        public void visitLocalVariable(
                String name, String type, String generic, Label start, Label end, int local) {
            // Whose range is the whole method now has the prologue too.
            lines.add("local " + name + type + generic + local);
        }

        @Override
        public void visitLineNumber(int line, Label start) {
            // The first line stands before the prologue, which ASM here puts before everything.
            if (linesSeen++ > 0) {
                lines.add("line " + line);
            }
        }

        @Override
        public void visitFrame(int kind, int locals, Object[] local, int stack, Object[] on) {
            lines.add("frame " + kind + types(locals, local) + types(stack, on));
        }

        private List<Object> types(int count, Object[] types) {
            List<Object> result = new ArrayList<>();
            for (int i = 0; types != null && i < Math.min(count, types.length); i++) {
                result.add(types[i] instanceof Label ? number((Label) types[i]) : types[i]);
            }
            return result;
        }

        @Override
        public void visitAttribute(Attribute attribute) {
            lines.add("attribute " + attribute.type);
        }
    }
}
