package dev.sallyport.agent.hook;

/**
 * One row of the table: a method of the JDK and what it calls at the gate.
 *
 * @param type internal name of the class that is hooked
 * @param method its method's name
 * @param descriptor its method's descriptor
 * @param place where in the method the gate is called
 * @param local of an entry or a return: index of the first local variable that the gate gets
 * @param result of an entry: index of the local variable that what the gate returns goes to
 * @param callee of a call: internal name and method, as {@code sun/nio/ch/Net.listen}; else {@code
 *     null}
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
        String callee,
        String gateClass,
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
        /**
         * Before each return; the gate gets what is returned, if anything, and returns its like.
         */
        RETURN
    }

    private static final String WITH_THIS = "Ljava/lang/Object;)";

    boolean wantsThis() {
        return gateDescriptor.contains(WITH_THIS);
    }

    /** Of a call: internal name of the class whose method the gate's takes the place of. */
    String calleeOwner() {
        return callee.substring(0, callee.lastIndexOf('.'));
    }

    /** Of a call: the method that the gate's takes the place of. */
    String calleeName() {
        return callee.substring(callee.lastIndexOf('.') + 1);
    }

    /** Of a call: that method's descriptor. */
    String calleeDescriptor() {
        return gateDescriptor.replace(WITH_THIS, ")");
    }

    /** For messages and tests: {@code sun/nio/ch/Net.listen(Ljava/io/FileDescriptor;I)V}. */
    String target() {
        return type + "." + method + descriptor;
    }
}
