package dev.sallyport.agent.gate;

/** A request of HTTP that was allowed. */
public interface Pass {
    /** Whether one that names the same authority on the same connection still would be. */
    boolean holds();
}
