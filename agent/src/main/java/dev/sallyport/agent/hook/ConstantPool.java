package dev.sallyport.agent.hook;

import java.nio.charset.StandardCharsets;

/**
 * A class file's constants (JVMS §4.4), found but not decoded: names are compared byte by byte, and
 * only those that somebody asks for. New ones go to the end, so every index stays.
 */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    /** Bytes of a constant after its tag, by tag; 0 is none that there is. */
    private static final String LENGTHS = "\0\0\0\4\4\10\10\2\2\4\4\4\4\0\0\3\2\4\4\2\2";

    private final byte[] file;
    private final int[] positions;
    private final int end;
    private final Bytes added = new Bytes(256);
    private int count;
    private String lastOwner;
    private int lastType;

    /**
     * Finds the constants.
     *
     * @throws IllegalArgumentException one of them is of no known kind
     */
    ConstantPool(byte[] file) {
        this.file = file;
        this.count = u2(8);
        this.positions = new int[count];
        int at = 10;
        for (int i = 1; i < count; i++) {
            positions[i] = at;
            int tag = file[at];
            if (tag == UTF8) {
                at += 3 + u2(at + 1);
            } else {
                int length = tag < LENGTHS.length() ? LENGTHS.charAt(tag) : 0;
                if (length == 0) {
                    throw new IllegalArgumentException("constant " + i + " has tag " + tag);
                }
                at += 1 + length;
                if (tag == LONG || tag == DOUBLE) {
                    // Takes two indices.
                    i++;
                }
            }
        }
        this.end = at;
    }

    /** Where the constants end and the class's flags stand. */
    int end() {
        return end;
    }

    int u2(int position) {
        return ((file[position] & 0xff) << 8) | (file[position + 1] & 0xff);
    }

    /** Whether this name or descriptor is that text, which has ASCII characters only. */
    boolean isText(int index, String ascii) {
        int at = positions[index];
        int length = ascii.length();
        if (u2(at + 1) != length) {
            return false;
        }
        // From the end: descriptors and class names begin alike.
        for (int i = length - 1; i >= 0; i--) {
            if (file[at + 3 + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A name or descriptor; characters beyond ASCII come out as something else, but never alike.
     */
    String text(int index) {
        int at = positions[index];
        return new String(file, at + 3, u2(at + 1), StandardCharsets.ISO_8859_1);
    }

    /** Whether this method reference is to that method. */
    boolean isMethod(int index, String owner, String name, String descriptor) {
        int at = positions[index];
        int type = positions[u2(at + 1)];
        int nameAndType = positions[u2(at + 3)];
        return isText(u2(nameAndType + 1), name)
                && isText(u2(nameAndType + 3), descriptor)
                && isText(u2(type + 1), owner);
    }

    /**
     * Adds a reference to a method of a class.
     *
     * @return its index
     */
    int addMethod(String owner, String name, String descriptor) {
        if (!owner.equals(lastOwner)) {
            // The JVM searches all it has for each new constant.
            lastType = addPair(CLASS, addText(owner), -1);
            lastOwner = owner;
        }
        int nameAndType = addPair(NAME_AND_TYPE, addText(name), addText(descriptor));
        return addPair(METHOD, lastType, nameAndType);
    }

    /**
     * Adds a reference to a class.
     *
     * @param name internal name
     * @return its index
     */
    int addType(String name) {
        return addPair(CLASS, addText(name), -1);
    }

    /** Adds a name; returns its index. */
    int addName(String ascii) {
        return addText(ascii);
    }

    /** The head of the class file: magic, version, and all constants. */
    void writeTo(Bytes out) {
        out.copy(file, 0, 8);
        out.u2(count);
        out.copy(file, 10, end);
        out.copy(added);
    }

    private int addText(String ascii) {
        added.u1(UTF8);
        added.u2(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            added.u1(ascii.charAt(i));
        }
        return count++;
    }

    private int addPair(int tag, int first, int second) {
        added.u1(tag);
        added.u2(first);
        if (second >= 0) {
            added.u2(second);
        }
        return count++;
    }
}
