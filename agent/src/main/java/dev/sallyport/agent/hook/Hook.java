package dev.sallyport.agent.hook;

/**
 * One row of the table: a method of the JDK and what it calls at the gate.
 *
 * @param type internal name of the class that is hooked
 * @param method its method's name; {@code null} for every one
 * @param descriptor its method's descriptor; {@code null} for every one
 * @param place where in the method the gate is called
 * @param local of an entry, a return or a scope: index of the first local variable that the gate
 *     gets
 * @param result of an entry: index of the local variable that what the gate returns goes to
 * @param getter of an entry: a method of the argument's that says what the gate gets in its place,
 *     as {@code some/Address.path()Ljava/lang/String;}; else {@code null}
 * @param callee of a call or an argument: internal name and method, as {@code
 *     sun/nio/ch/Net.listen}, of an argument with its descriptor; else {@code null}
 * @param gateClass which class of the gate, as {@code Gate}
 * @param gate its static method
 * @param gateDescriptor its descriptor
 */
record Hook(
        String type,
        String method,
        String descriptor,
        Place place,
        int local,
        int result,
        String getter,
        String callee,
        String gateClass,
        String gate,
        String gateDescriptor) {

    enum Place {
        /** Before the first instruction; an object that the gate returns replaces the argument. */
        ENTRY,
        /**
         * In place of a call within the method, with that call's descriptor, before which the
         * object stands whose method it is; a gate method that ends in one more {@code Object} also
         * gets {@code this}.
         */
        CALL,
        /** Before a static call within the class: the gate gets and replaces its last argument. */
        ARGUMENT,
        /**
         * Before each return; the gate gets what is returned, if anything, and returns its like; an
         * {@code Object} that it returns is cast to what the method returns.
         */
        RETURN,
        /**
         * Before the first instruction, and {@code exit} of the same class of the gate with the
         * same object, {@code this} or a parameter, before each return and before an exception
         * leaves the method.
         */
        SCOPE,
        /**
         * The same, but before each return {@code exit} gets what is returned as well, and returns
         * its like.
         */
        AROUND;

        /** Whether it ends with the method. */
        boolean isScope() {
            return this == SCOPE || this == AROUND;
        }
    }

    /** What ends a scope. */
    static final String EXIT = "exit";

    /** Its descriptor. */
    static final String EXIT_DESCRIPTOR = "(Ljava/lang/Object;)V";

    /** Descriptor of what gets what is returned. */
    static final String ANSWER_DESCRIPTOR =
            "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";

    private static final String WITH_THIS = "Ljava/lang/Object;)";

    /** Of a call: whether the gate's method gets {@code this} as well. */
    boolean wantsThis() {
        return gateDescriptor.contains(WITH_THIS);
    }

    /** Of a call of an object's method: that method's descriptor. */
    String virtualDescriptor() {
        int second = Parameter.after(gateDescriptor, 1);
        return "(" + gateDescriptor.substring(second);
    }

    /** Of a call: internal name of the class whose method the gate's takes the place of. */
    String calleeOwner() {
        return callee.substring(0, calleeDot());
    }

    /** Of a call: the method that the gate's takes the place of. */
    String calleeName() {
        int parameters = callee.indexOf('(');
        return callee.substring(calleeDot() + 1, parameters < 0 ? callee.length() : parameters);
    }

    /** Of a call: that method's descriptor. */
    String calleeDescriptor() {
        return place == Place.ARGUMENT
                ? callee.substring(callee.indexOf('('))
                : gateDescriptor.replace(WITH_THIS, ")");
    }

    private int calleeDot() {
        int parameters = callee.indexOf('(');
        return callee.lastIndexOf('.', parameters < 0 ? callee.length() : parameters);
    }

    /** For messages and tests: {@code sun/nio/ch/Net.listen(Ljava/io/FileDescriptor;I)V}. */
    String target() {
        return type + "." + method + descriptor;
    }
}
