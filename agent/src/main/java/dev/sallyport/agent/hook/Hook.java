package dev.sallyport.agent.hook;

/**
 * One row of the table: a method of the JDK and what it calls at the gate.
 *
 * @param type internal name of the class that is hooked
 * @param method its method's name
 * @param descriptor its method's descriptor
 * @param place where in the method the gate is called
 * @param local of an entry or a return: index of the first local variable that the gate gets
 * @param callee of a call: internal name and method, as {@code sun/nio/ch/Net.listen}; else {@code
 *     null}
 * @param gate the gate's static method
 * @param gateDescriptor its descriptor
 */
record Hook(
        String type,
        String method,
        String descriptor,
        Place place,
        int local,
        String callee,
        String gate,
        String gateDescriptor) {

    enum Place {
        /** Before the first instruction; an object that the gate returns replaces the argument. */
        ENTRY,
        /**
         * In place of a static call within the method, with that call's descriptor; a gate method
         * that ends in one more {@code Object} also gets {@code this}.
         */
        CALL,
        /** Before an object is returned; the gate gets it and returns what is returned. */
        RETURN
    }

    private static final String WITH_THIS = "Ljava/lang/Object;)";

    boolean wantsThis() {
        return gateDescriptor.contains(WITH_THIS);
    }

    /** Whether a call's place is taken by the gate. */
    boolean isCallee(String owner, String name, String calleeDescriptor) {
        return place == Place.CALL
                && callee.equals(owner + "." + name)
                && gateDescriptor.replace(WITH_THIS, ")").equals(calleeDescriptor);
    }

    boolean isIn(String methodName, String methodDescriptor) {
        return method.equals(methodName) && descriptor.equals(methodDescriptor);
    }

    /** For messages and tests: {@code sun/nio/ch/Net.listen(Ljava/io/FileDescriptor;I)V}. */
    String target() {
        return type + "." + method + descriptor;
    }
}
