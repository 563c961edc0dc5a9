package dev.sallyport.cli.diff;

import dev.sallyport.cli.history.Kind;

/**
 * One thing that is new.
 *
 * @param kind the attempts, with destination, tool calls, caller and what was decided
 */
public record Change(Novelty novelty, Severity severity, Kind kind) {}
