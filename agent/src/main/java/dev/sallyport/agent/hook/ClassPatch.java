package dev.sallyport.agent.hook;

import dev.sallyport.agent.gate.Gatehouse;
import java.util.ArrayList;
import java.util.List;

/**
 * A class file of the JDK with the gate's calls put in, or looked for.
 *
 * <p>Not by ASM, which decodes every constant of the class to write one call: that took half of the
 * whole start, and waking the JIT for it as much again. Here only the methods of rows are read.
 */
final class ClassPatch {
    private static final int IRETURN = 172;
    private static final int RETURN = 177;
    private static final int CHECKCAST = 192;
    private static final int ALOAD = 25;
    private static final int ASTORE = 58;

    /** What the gate's call adds to a method's operand stack at most, in slots. */
    private static final int STACK = 10;

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String THROWABLE = "java/lang/Throwable";

    private final byte[] file;
    private final ConstantPool constants;
    private final ClassMethods declared;
    private final List<Hook> rows;
    private final int[] calls;

    /**
     * Reads the class file.
     *
     * @param rows those of this class
     * @throws IllegalArgumentException it is not one that this JDK release has
     */
    ClassPatch(byte[] file, List<Hook> rows) {
        this.file = file;
        this.constants = new ConstantPool(file);
        this.declared = new ClassMethods(constants);
        this.rows = rows;
        this.calls = new int[rows.size()];
    }

    /** How often the gate is called for each row, after one of the other methods was called. */
    int[] calls() {
        return calls;
    }

    /** Counts the rows' calls of the gate that are in the file already. */
    void count() {
        List<Method> methods = methods();
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            for (int pc = 0; pc < method.code.length(); pc = method.code.next(pc)) {
                if (method.code.opcode(pc) == MethodCode.INVOKESTATIC) {
                    Hook row = rows.get(method.row);
                    if (constants.isMethod(
                            method.code.operand(pc),
                            Gatehouse.gate(row.gateClass()),
                            row.gate(),
                            row.gateDescriptor())) {
                        calls[method.row]++;
                    }
                }
            }
        }
    }

    /** Puts the calls in, and counts them. */
    byte[] patched() {
        List<Method> methods = methods();
        for (int i = 0; i < methods.size(); i++) {
            insert(methods.get(i));
        }
        Bytes out = new Bytes(file.length + 1024);
        constants.writeTo(out);
        int from = constants.end();
        int last = -1;
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            if (method.attribute != last && method.code.isChanged()) {
                out.copy(file, from, method.attribute);
                method.code.writeTo(out, STACK);
                from = declared.after(method.attribute);
                last = method.attribute;
            }
        }
        out.copy(file, from, file.length);
        return out.toArray();
    }

    private void insert(Method method) {
        Hook row = rows.get(method.row);
        MethodCode code = method.code;
        int gate = -1;
        if (row.place() == Hook.Place.ENTRY || row.place().isScope()) {
            gate = reference(row);
            code.enter(call(row, gate, 0, method.isStatic));
            calls[method.row]++;
            if (row.place().isScope()) {
                insertExits(row, method);
            }
            return;
        }
        for (int pc = 0; pc < code.length(); pc = code.next(pc)) {
            if (isPlace(row, code, pc)) {
                gate = gate < 0 ? reference(row) : gate;
                if (row.place() == Hook.Place.ARGUMENT) {
                    Bytes before = new Bytes(4);
                    before.u1(MethodCode.INVOKESTATIC);
                    before.u2(gate);
                    code.insert(pc, before);
                } else if (row.place() == Hook.Place.CALL) {
                    Bytes before = new Bytes(4);
                    if (row.wantsThis()) {
                        load(before, ALOAD, 0);
                    }
                    code.replaceCall(pc, before, gate);
                } else {
                    // What is returned is on the stack already.
                    Bytes before =
                            call(row, gate, code.opcode(pc) == RETURN ? 0 : 1, method.isStatic);
                    cast(before, row.gateDescriptor(), returned(row));
                    code.insert(pc, before);
                }
                calls[method.row]++;
            }
        }
    }

    private void insertExits(Hook row, Method method) {
        MethodCode code = method.code;
        int owner = row.local();
        String type = method.isStatic || owner > 0 ? parameter(row, owner, method.isStatic) : null;
        if (type != null && code.writes(owner)) {
            throw new IllegalArgumentException(row.target() + " changes its parameter");
        }
        boolean answers = row.place() == Hook.Place.AROUND;
        int exit = exit(row, Hook.EXIT_DESCRIPTOR);
        int answer = answers ? exit(row, Hook.ANSWER_DESCRIPTOR) : exit;
        for (int pc = 0; pc < code.length(); pc = code.next(pc)) {
            if (code.opcode(pc) >= IRETURN && code.opcode(pc) <= RETURN) {
                Bytes before = exitCall(answer, owner);
                if (answers) {
                    cast(before, Hook.ANSWER_DESCRIPTOR, returned(row));
                }
                code.insert(pc, before);
            }
        }
        code.atException(
                exitCall(exit, owner),
                constants.addName("StackMapTable"),
                owner,
                constants.addType(type == null ? row.type() : className(type)),
                constants.addType(THROWABLE));
    }

    private int exit(Hook row, String descriptor) {
        return constants.addMethod(Gatehouse.gate(row.gateClass()), Hook.EXIT, descriptor);
    }

    private static String parameter(Hook row, int local, boolean isStatic) {
        return Parameter.typeOf(row.descriptor(), local, isStatic);
    }

    private static String returned(Hook row) {
        return row.descriptor().substring(row.descriptor().indexOf(')') + 1);
    }

    private static String className(String type) {
        return type.charAt(0) == '[' ? type : type.substring(1, type.length() - 1);
    }

    private static Bytes exitCall(int exit, int owner) {
        Bytes result = new Bytes(8);
        load(result, ALOAD, owner);
        result.u1(MethodCode.INVOKESTATIC);
        result.u2(exit);
        return result;
    }

    /** The verifier does not know that the gate returns the like of what it got. */
    private void cast(Bytes code, String gate, String own) {
        if (gate.endsWith(")" + OBJECT) && own.charAt(0) == 'L' && !own.equals(OBJECT)) {
            code.u1(CHECKCAST);
            code.u2(constants.addType(className(own)));
        }
    }

    private boolean isPlace(Hook row, MethodCode code, int pc) {
        int opcode = code.opcode(pc);
        if (row.place() == Hook.Place.RETURN) {
            return opcode >= IRETURN && opcode <= RETURN;
        }
        boolean isStatic = opcode == MethodCode.INVOKESTATIC;
        if (!isStatic
                && opcode != MethodCode.INVOKEVIRTUAL
                && opcode != MethodCode.INVOKEINTERFACE) {
            return false;
        }
        return constants.isMethod(
                code.operand(pc),
                row.calleeOwner(),
                row.calleeName(),
                isStatic ? row.calleeDescriptor() : row.virtualDescriptor());
    }

    private int getter(String method) {
        int parameters = method.indexOf('(');
        int dot = method.lastIndexOf('.', parameters);
        return constants.addMethod(
                method.substring(0, dot),
                method.substring(dot + 1, parameters),
                method.substring(parameters));
    }

    private int reference(Hook row) {
        return constants.addMethod(
                Gatehouse.gate(row.gateClass()), row.gate(), row.gateDescriptor());
    }

    /** Loads the gate's parameters from {@code skipped} on, calls it and stores what it gives. */
    private Bytes call(Hook row, int gate, int skipped, boolean isStatic) {
        int getter = row.getter() == null ? 0 : getter(row.getter());
        Bytes result = new Bytes(24);
        String descriptor = row.gateDescriptor();
        int local = row.local();
        int parameter = 0;
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            char type = descriptor.charAt(at);
            if (parameter >= skipped) {
                load(result, loadOf(row.getter() == null ? type : 'L'), local);
                if (row.getter() != null) {
                    result.u1(MethodCode.INVOKEVIRTUAL);
                    result.u2(getter);
                }
                local += type == 'J' || type == 'D' ? 2 : 1;
            }
            parameter++;
            at = Parameter.after(descriptor, at);
        }
        result.u1(MethodCode.INVOKESTATIC);
        result.u2(gate);
        char type = descriptor.charAt(at + 1);
        if (row.place() == Hook.Place.ENTRY && type != 'V') {
            cast(result, descriptor, parameter(row, row.result(), isStatic));
            load(result, ASTORE - ALOAD + loadOf(type), row.result());
        }
        return result;
    }

    private static void load(Bytes out, int opcode, int local) {
        out.u1(opcode);
        out.u1(local);
    }

    private static int loadOf(char type) {
        return switch (type) {
            case 'J' -> ALOAD - 3;
            case 'F' -> ALOAD - 2;
            case 'D' -> ALOAD - 1;
            case 'L', '[' -> ALOAD;
            default -> ALOAD - 4;
        };
    }

    /** The methods of rows in the order of the file, one that several rows want several times. */
    private List<Method> methods() {
        List<Method> result = new ArrayList<>();
        for (int i = 0; i < declared.count(); i++) {
            addMethod(result, i);
        }
        return result;
    }

    private void addMethod(List<Method> result, int method) {
        MethodCode code = null;
        int attribute = 0;
        for (int row = 0; row < rows.size(); row++) {
            Hook hook = rows.get(row);
            if (hook.method() == null
                    || declared.isNamed(method, hook.method(), hook.descriptor())) {
                if (code == null) {
                    attribute = declared.codeOf(method);
                    if (attribute == 0) {
                        return;
                    }
                    code = new MethodCode(file, constants, attribute);
                }
                result.add(new Method(row, attribute, code, declared.isStatic(method)));
            }
        }
    }

    /** A method that a row wants. */
    private static final class Method {
        private final int row;
        private final int attribute;
        private final MethodCode code;
        private final boolean isStatic;

        Method(int row, int attribute, MethodCode code, boolean isStatic) {
            this.row = row;
            this.attribute = attribute;
            this.code = code;
            this.isStatic = isStatic;
        }
    }
}
