package dev.sallyport.event;

import java.util.List;

/**
 * The calls of an MCP client that an attempt belongs to, or may belong to.
 *
 * @param certainty how sure that is; {@code null} where nobody looked
 * @param names a tool's name as the client called it; {@code resources/read}; {@code prompts/get}
 *     with the prompt's name after a blank. One where the certainty is exact, none where there is
 *     no call, sorted
 * @param requests ids of the JSON-RPC requests that the first attempt of the kind belongs to, as
 *     {@code 17}; may be empty
 */
public record ToolCalls(Certainty certainty, List<String> names, List<String> requests) {
    /** How many requests are told of at most. */
    public static final int MOST_REQUESTS = 16;

    /** Nobody looked. */
    public static final ToolCalls UNKNOWN = new ToolCalls(null, List.of(), List.of());

    /** No call is in progress. */
    public static final ToolCalls NONE = new ToolCalls(Certainty.NONE, List.of(), List.of());

    /** Whether the names are no more than a guess. */
    public boolean isUncertain() {
        return certainty == Certainty.ONLY_CALL || certainty == Certainty.ONE_OF;
    }
}
