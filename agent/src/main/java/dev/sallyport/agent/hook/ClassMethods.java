package dev.sallyport.agent.hook;

/** Where the methods of a class file stand (JVMS §4.6), and what they are called. */
final class ClassMethods {
    private static final int NATIVE = 0x0100;
    private static final int STATIC = 0x0008;

    private final ConstantPool constants;
    private final int[] positions;

    ClassMethods(ConstantPool constants) {
        this.constants = constants;
        int at = constants.end() + 6;
        at += 2 + 2 * constants.u2(at);
        int fields = constants.u2(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = afterAttributes(at + 6);
        }
        positions = new int[constants.u2(at)];
        at += 2;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = at;
            at = afterAttributes(at + 6);
        }
    }

    int count() {
        return positions.length;
    }

    boolean isNamed(int method, String name, String descriptor) {
        return constants.isText(constants.u2(positions[method] + 2), name)
                && constants.isText(constants.u2(positions[method] + 4), descriptor);
    }

    String name(int method) {
        return constants.text(constants.u2(positions[method] + 2));
    }

    String descriptor(int method) {
        return constants.text(constants.u2(positions[method] + 4));
    }

    boolean isNative(int method) {
        return (constants.u2(positions[method]) & NATIVE) != 0;
    }

    boolean isStatic(int method) {
        return (constants.u2(positions[method]) & STATIC) != 0;
    }

    /** Where the method's code attribute is; 0 for one that has none. */
    int codeOf(int method) {
        int attributes = positions[method] + 6;
        int at = attributes + 2;
        for (int i = constants.u2(attributes); i > 0; i--) {
            if (constants.isText(constants.u2(at), "Code")) {
                return at;
            }
            at = after(at);
        }
        return 0;
    }

    /** Where the attribute that stands at {@code at} ends. */
    int after(int at) {
        return at + 6 + ((constants.u2(at + 2) << 16) | constants.u2(at + 4));
    }

    private int afterAttributes(int attributes) {
        int at = attributes + 2;
        for (int i = constants.u2(attributes); i > 0; i--) {
            at = after(at);
        }
        return at;
    }
}
