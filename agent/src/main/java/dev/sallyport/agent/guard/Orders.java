package dev.sallyport.agent.guard;

import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;

/**
 * What the launch says of how the server is to be guarded.
 *
 * @param server its name
 * @param policySha256 of the policy's file; {@code null} where there is none
 * @param override what happens to a violation whatever the policy says, or {@code null}; a learning
 *     run keeps its floor
 * @param countsHosts whether figures name hosts
 * @param childFlag what guards a child JVM as well, or {@code null}: nothing does
 */
public record Orders(
        String server,
        Policy policy,
        String policySha256,
        OnViolation override,
        boolean countsHosts,
        String childFlag) {}
