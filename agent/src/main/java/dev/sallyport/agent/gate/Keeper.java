package dev.sallyport.agent.gate;

/**
 * Who may test and arm the gate. Held by a local variable of {@code premain} and by nothing that
 * outlives it.
 */
public interface Keeper {
    /**
     * Lets the gate see the agent, and lets itself and another module of the JDK see the gate.
     *
     * @param gate the gate's package
     */
    void open(String gate, Module agent, Module hooked);

    /** Defines one of the gate's classes. */
    void define(String name, byte[] bytes);

    /** Has the rest of the hooks put in when the JVM first turns to the network. */
    void await(Doors hooks);

    /**
     * Provokes the hooks with a live look-up and a live TCP connect, before anything is guarded.
     * The connect waits until the JVM can make one; {@link Alarm} then tells of its failure.
     *
     * @param lookup whether the look-up is made now all the same
     * @return what did not answer, or {@code null}
     */
    String selfTest(boolean lookup);

    /** Facts about the process that only a class of {@code java.base} gets at cheaply. */
    Ground ground();

    /**
     * From here on the sentry is asked. It can be set once and never taken away.
     *
     * @throws IllegalStateException when a sentry is there already, or the self-test has failed
     */
    void arm(Sentry sentry, Alarm alarm);
}
