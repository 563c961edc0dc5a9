package dev.sallyport.agent.record;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import java.util.List;

/**
 * All that is recorded of an attempt but when and how often: attempts that agree in it are of one
 * kind.
 *
 * @param tools the tool calls that it belongs to or may belong to
 * @param refusal what the one who tried is told, {@code null} where it may go on
 */
public record Attempt(
        Activity activity, Target target, Outcome outcome, List<String> tools, String refusal) {}
