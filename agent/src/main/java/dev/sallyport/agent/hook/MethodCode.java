package dev.sallyport.agent.hook;

import java.util.ArrayList;
import java.util.List;

/**
 * A method's {@code Code} attribute (JVMS §4.7.3) into which straight-line code is inserted.
 *
 * <p>What is inserted is as long as a multiple of four, so that switches keep their padding, and
 * changes no local's type, so that every stack map frame stays as it is; jumps, the exception
 * table, frames, line and local variable tables move along.
 */
final class MethodCode {
    static final int INVOKEVIRTUAL = 182;
    static final int INVOKESTATIC = 184;
    static final int INVOKEINTERFACE = 185;

    private static final int ATHROW = 191;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int WIDE = 196;
    private static final int IINC = 132;

    /** The first of as many kinds of stores: of an int, long, float, double, object. */
    private static final int ISTORE = 54;

    private static final int ISTORE_0 = 59;
    private static final int STORES = 5;

    /** Of stack map frames. */
    private static final int FULL_FRAME = 255;

    private static final int TOP = 0;

    private static final int OBJECT = 7;

    /** Length of each instruction, by opcode; 9 stands for those that say it themselves. */
    private static final String LENGTHS =
            "1111111111111111" // constants
                    + "2323322222111111" // 16: push, loads
                    + "1111111111111111"
                    + "1111112222211111" // 54: stores
                    + "1111111111111111"
                    + "1111111111111111"
                    + "1111111111111111"
                    + "1111111111111111"
                    + "1111311111111111" // 132: iinc
                    + "1111111113333333" // 153: jumps
                    + "3333333332991111" // 170: switches, returns
                    + "1133333335532311" // 178: fields, calls, new
                    + "3311943355";

    private final byte[] file;
    private final ConstantPool constants;
    private final int attribute;
    private final int code;
    private final int length;
    private final List<Insertion> insertions = new ArrayList<>();

    /** What is inserted before the first instruction. Jumps to the start do not pass it again. */
    private Bytes prologue = new Bytes(0);

    /** What is done with an exception that leaves the method; {@code null} for nothing. */
    private Bytes handler;

    private int handlerFrames;
    private int handlerLocal;
    private int handlerType;
    private int handlerException;

    /**
     * Takes the attribute of a method.
     *
     * @param attribute where the attribute's name stands in the file
     */
    MethodCode(byte[] file, ConstantPool constants, int attribute) {
        this.file = file;
        this.constants = constants;
        this.attribute = attribute;
        this.code = attribute + 14;
        this.length = u4(attribute + 10);
    }

    int length() {
        return length;
    }

    /** The opcode at {@code pc}, an instruction's start. */
    int opcode(int pc) {
        return file[code + pc] & 0xff;
    }

    /** The instruction's first two-byte operand, unsigned. */
    int operand(int pc) {
        return constants.u2(code + pc + 1);
    }

    /** Where the instruction after this one starts. */
    int next(int pc) {
        int opcode = opcode(pc);
        int padded = (pc + 4) & ~3;
        return switch (opcode) {
            case TABLESWITCH ->
                    padded + 12 + 4 * (u4(code + padded + 8) - u4(code + padded + 4) + 1);
            case LOOKUPSWITCH -> padded + 8 + 8 * u4(code + padded + 4);
            case WIDE -> pc + (opcode(pc + 1) == IINC ? 6 : 4);
            default -> pc + LENGTHS.charAt(opcode) - '0';
        };
    }

    /**
     * Does something before an exception leaves the method.
     *
     * @param frames the constant of {@code StackMapTable}
     * @param local the only local variable that is of use there: an object all through the method
     * @param localType its class's constant
     * @param exceptionType the constant of {@code Throwable}
     */
    void atException(Bytes instructions, int frames, int local, int localType, int exceptionType) {
        handler = instructions;
        handler.u1(ATHROW);
        handlerFrames = frames;
        handlerLocal = local;
        handlerType = localType;
        handlerException = exceptionType;
    }

    /** Whether a local variable is stored to. */
    boolean writes(int local) {
        for (int pc = 0; pc < length; pc = next(pc)) {
            int opcode = opcode(pc);
            int kind = -1;
            int stored = -1;
            if (opcode >= ISTORE && opcode < ISTORE + STORES) {
                kind = opcode - ISTORE;
                stored = opcode(pc + 1);
            } else if (opcode >= ISTORE_0 && opcode < ISTORE_0 + 4 * STORES) {
                kind = (opcode - ISTORE_0) >> 2;
                stored = (opcode - ISTORE_0) & 3;
            }
            boolean two = kind == 1 || kind == 3;
            if (kind >= 0 && (stored == local || (two && stored + 1 == local))) {
                return true;
            }
        }
        return false;
    }

    boolean isChanged() {
        return !insertions.isEmpty() || prologue.size() > 0;
    }

    /** Inserts before the first instruction, after what was inserted there before. */
    void enter(Bytes instructions) {
        Bytes all = new Bytes(prologue.size() + instructions.size() + 3);
        all.copy(prologue);
        all.copy(instructions);
        prologue = padded(all);
    }

    /**
     * Inserts before the instruction at {@code pc}, after what was inserted there before; jumps to
     * it pass what is inserted.
     */
    void insert(int pc, Bytes instructions) {
        insertions.add(new Insertion(pc, padded(instructions), 0));
    }

    /** Puts a static call in the place of the call at {@code pc}, after some instructions. */
    void replaceCall(int pc, Bytes before, int method) {
        Bytes all = padded(before);
        all.u1(INVOKESTATIC);
        all.u2(method);
        int replaced = next(pc) - pc;
        for (int i = 3; i < replaced; i++) {
            all.u1(0);
        }
        insertions.add(new Insertion(pc, all, replaced));
    }

    private static Bytes padded(Bytes instructions) {
        while (instructions.size() % 4 != 0) {
            instructions.u1(0);
        }
        return instructions;
    }

    /**
     * Writes the attribute with all that was inserted.
     *
     * @param stack how much more operand stack the method needs, in slots
     * @throws IllegalArgumentException the method gets too long for its jumps
     */
    void writeTo(Bytes out, int stack) {
        out.copy(file, attribute, attribute + 2);
        int sizeAt = out.size();
        out.u4(0);
        out.u2(constants.u2(attribute + 6) + stack);
        out.u2(constants.u2(attribute + 8));
        out.u4(moved(length) + (handler == null ? 0 : handler.size()));
        writeInstructions(out);
        if (handler != null) {
            out.copy(handler);
        }
        int at = writeExceptions(out, code + length);
        writeTables(out, at);
        out.setU4(sizeAt, out.size() - sizeAt - 4);
    }

    private void writeInstructions(Bytes out) {
        out.copy(prologue);
        if (insertions.isEmpty()) {
            // All moves by the same multiple of four: no jump gets longer, no switch's padding.
            out.copy(file, code, code + length);
            return;
        }
        int pc = 0;
        while (pc < length) {
            boolean replaced = false;
            for (int i = 0; i < insertions.size(); i++) {
                Insertion insertion = insertions.get(i);
                if (insertion.pc == pc) {
                    out.copy(insertion.instructions);
                    replaced |= insertion.replaces > 0;
                }
            }
            int next = next(pc);
            if (!replaced) {
                writeInstruction(out, pc, next);
            }
            pc = next;
        }
    }

    private void writeInstruction(Bytes out, int pc, int next) {
        int opcode = opcode(pc);
        int start = out.size();
        out.copy(file, code + pc, code + next);
        if (isShortJump(opcode)) {
            int jump = jump(pc, (short) operand(pc));
            if (jump != (short) jump) {
                throw new IllegalArgumentException("a jump at " + pc + " got too far");
            }
            out.setU2(start + 1, jump);
        } else if (opcode == 200 || opcode == 201) {
            out.setU4(start + 1, jump(pc, u4(code + pc + 1)));
        } else if (opcode == TABLESWITCH || opcode == LOOKUPSWITCH) {
            int padded = (pc + 4) & ~3;
            moveTarget(out, start, pc, padded);
            for (int at = padded + 12; at < next; at += opcode == TABLESWITCH ? 4 : 8) {
                moveTarget(out, start, pc, at);
            }
        }
    }

    private static boolean isShortJump(int opcode) {
        return (opcode >= 153 && opcode <= 168) || opcode == 198 || opcode == 199;
    }

    private void moveTarget(Bytes out, int start, int pc, int at) {
        out.setU4(start + at - pc, jump(pc, u4(code + at)));
    }

    private int jump(int pc, int distance) {
        return target(pc + distance) - moved(pc);
    }

    /** Where the instruction that was at {@code pc} is now. */
    private int moved(int pc) {
        int result = pc + prologue.size();
        for (int i = 0; i < insertions.size(); i++) {
            Insertion insertion = insertions.get(i);
            if (insertion.pc < pc || (insertion.pc == pc && insertion.replaces == 0)) {
                result += insertion.growth();
            }
        }
        return result;
    }

    /** Where those arrive who jumped to {@code pc}: before what is inserted there. */
    private int target(int pc) {
        int result = pc + prologue.size();
        for (int i = 0; i < insertions.size(); i++) {
            if (insertions.get(i).pc < pc) {
                result += insertions.get(i).growth();
            }
        }
        return result;
    }

    private int writeExceptions(Bytes out, int from) {
        int count = constants.u2(from);
        out.u2(count + (handler == null ? 0 : 1));
        int at = from + 2;
        for (int i = 0; i < count; i++, at += 8) {
            out.u2(target(constants.u2(at)));
            out.u2(target(constants.u2(at + 2)));
            out.u2(target(constants.u2(at + 4)));
            out.copy(file, at + 6, at + 8);
        }
        if (handler != null) {
            // The last one: whatever the method catches itself does not leave it.
            out.u2(prologue.size());
            out.u2(moved(length));
            out.u2(moved(length));
            out.u2(0);
        }
        return at;
    }

    /** Those that are known; others, annotations of types, are of use to nobody at run time. */
    private void writeTables(Bytes out, int from) {
        int countAt = out.size();
        out.u2(0);
        int kept = 0;
        boolean framed = false;
        int at = from + 2;
        for (int i = constants.u2(from); i > 0; i--) {
            int name = constants.u2(at);
            int body = at + 6;
            int next = body + u4(at + 2);
            boolean locals =
                    constants.isText(name, "LocalVariableTable")
                            || constants.isText(name, "LocalVariableTypeTable");
            boolean lines = constants.isText(name, "LineNumberTable");
            boolean frames = constants.isText(name, "StackMapTable");
            if (locals || lines || frames) {
                out.u2(name);
                int sizeAt = out.size();
                out.u4(0);
                if (frames) {
                    writeFrames(out, body);
                    framed = true;
                } else {
                    writeRanges(out, body, next, locals);
                }
                out.setU4(sizeAt, out.size() - sizeAt - 4);
                kept++;
            }
            at = next;
        }
        if (handler != null && !framed) {
            out.u2(handlerFrames);
            int sizeAt = out.size();
            out.u4(0);
            out.u2(1);
            writeHandlerFrame(out, moved(length));
            out.setU4(sizeAt, out.size() - sizeAt - 4);
            kept++;
        }
        out.setU2(countAt, kept);
    }

    /** All that the verifier has to know there: the one local variable, and what was thrown. */
    private void writeHandlerFrame(Bytes out, int delta) {
        out.u1(FULL_FRAME);
        out.u2(delta);
        out.u2(handlerLocal + 1);
        for (int i = 0; i < handlerLocal; i++) {
            out.u1(TOP);
        }
        out.u1(OBJECT);
        out.u2(handlerType);
        out.u2(1);
        out.u1(OBJECT);
        out.u2(handlerException);
    }

    /** Line numbers (start, line), or local variables (start, length, name, type, index). */
    private void writeRanges(Bytes out, int body, int end, boolean locals) {
        out.copy(file, body, body + 2);
        for (int at = body + 2; at < end; at += locals ? 10 : 4) {
            int start = constants.u2(at);
            // The prologue has the method's first line, or its frames would have none.
            int movedStart = start == 0 ? 0 : target(start);
            out.u2(movedStart);
            if (locals) {
                out.u2(target(start + constants.u2(at + 2)) - movedStart);
                out.copy(file, at + 4, at + 10);
            } else {
                out.copy(file, at + 2, at + 4);
            }
        }
    }

    private void writeFrames(Bytes out, int body) {
        int count = constants.u2(body);
        out.u2(count + (handler == null ? 0 : 1));
        int at = body + 2;
        int before = -1;
        int movedBefore = -1;
        for (int i = 0; i < count; i++) {
            int kind = file[at++] & 0xff;
            int delta;
            if (kind < 128) {
                delta = kind & 63;
            } else {
                delta = constants.u2(at);
                at += 2;
            }
            int pc = before + delta + 1;
            int moved = target(pc);
            at = writeFrame(out, kind, moved - movedBefore - 1, at);
            before = pc;
            movedBefore = moved;
        }
        if (handler != null) {
            writeHandlerFrame(out, moved(length) - movedBefore - 1);
        }
    }

    /** One frame (JVMS §4.7.4), in its long form where the short one has no room any more. */
    private int writeFrame(Bytes out, int kind, int delta, int from) {
        if (kind < 64) {
            writeFrameHead(out, delta <= 63 ? delta : 251, delta);
            return from;
        }
        if (kind < 128) {
            writeFrameHead(out, delta <= 63 ? 64 + delta : 247, delta);
            return writeTypes(out, from, 1);
        }
        writeFrameHead(out, kind, delta);
        if (kind == 255) {
            out.copy(file, from, from + 2);
            int stack = writeTypes(out, from + 2, constants.u2(from));
            out.copy(file, stack, stack + 2);
            return writeTypes(out, stack + 2, constants.u2(stack));
        }
        return writeTypes(out, from, kind == 247 ? 1 : Math.max(0, kind - 251));
    }

    private static void writeFrameHead(Bytes out, int kind, int delta) {
        out.u1(kind);
        if (kind >= 128) {
            out.u2(delta);
        }
    }

    private int writeTypes(Bytes out, int from, int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            int tag = file[at++];
            out.u1(tag);
            if (tag == 7) {
                out.copy(file, at, at + 2);
                at += 2;
            } else if (tag == 8) {
                // Not initialised yet: names the "new" that made it.
                out.u2(moved(constants.u2(at)));
                at += 2;
            }
        }
        return at;
    }

    private int u4(int position) {
        return (constants.u2(position) << 16) | constants.u2(position + 2);
    }

    private static final class Insertion {
        private final int pc;
        private final Bytes instructions;

        /** Length of the instruction that it takes the place of; 0 for none. */
        private final int replaces;

        Insertion(int pc, Bytes instructions, int replaces) {
            this.pc = pc;
            this.instructions = instructions;
            this.replaces = replaces;
        }

        int growth() {
            return instructions.size() - replaces;
        }
    }
}
