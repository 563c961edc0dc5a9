package dev.sallyport.cli.report;

import dev.sallyport.event.Caller;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.event.Trace;

/**
 * Where attempts of a finding came from.
 *
 * @param calls which tool calls, and how sure that is
 * @param caller which code; {@code null} where nobody looked
 * @param trace in which the first of them was made; {@code null} for none
 * @param count how many attempts
 */
public record Source(ToolCalls calls, Caller caller, Trace trace, long count) {}
