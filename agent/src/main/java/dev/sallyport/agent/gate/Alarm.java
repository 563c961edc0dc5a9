package dev.sallyport.agent.gate;

/** Who is told when the self-test fails after the start. */
public interface Alarm {
    /**
     * A hook does not hold.
     *
     * @param what what went past the guard, as {@code TCP connect}
     */
    void unheld(String what);
}
