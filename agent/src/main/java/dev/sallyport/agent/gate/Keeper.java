package dev.sallyport.agent.gate;

import java.io.IOException;

/**
 * Who may test and arm the gate. Held by a local variable of {@code premain} and by nothing that
 * outlives it.
 */
public interface Keeper {
    /** Defines a class in the package of {@code neighbour}. */
    void define(Class<?> neighbour, byte[] bytes) throws IllegalAccessException;

    /**
     * Provokes the hooks with a live TCP connect and a live look-up, before anything is guarded.
     *
     * @return what did not answer, or {@code null} when both did
     * @throws IOException when the test itself could not run
     */
    String selfTest() throws IOException;

    /** Facts about the process that only a class of {@code java.base} gets at cheaply. */
    Ground ground();

    /**
     * From here on the sentry is asked. It can be set once and never taken away.
     *
     * @throws IllegalStateException when a sentry is there already
     */
    void arm(Sentry sentry);
}
