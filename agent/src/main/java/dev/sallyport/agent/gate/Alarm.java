package dev.sallyport.agent.gate;

/** Who is told when the self-test fails after the start. */
public interface Alarm {
    /**
     * A hook does not hold.
     *
     * @param why as {@code a live TCP connect did not reach the guard}
     */
    void unheld(String why);
}
