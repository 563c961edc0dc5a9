package dev.sallyport.cli.report;

import dev.sallyport.event.Caller;
import dev.sallyport.event.ToolCalls;

/**
 * Where attempts of a finding came from.
 *
 * @param calls which tool calls, and how sure that is
 * @param caller which code; {@code null} where nobody looked
 * @param count how many attempts
 */
public record Source(ToolCalls calls, Caller caller, long count) {}
