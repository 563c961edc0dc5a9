package dev.sallyport.guest;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import java.util.function.BinaryOperator;
import reactor.core.publisher.Mono;

/**
 * Of the official MCP Java SDK (read from 0.10 to 2.1): puts a {@link LabelledMono} around the
 * answer to a request that is a call.
 */
public final class SdkAnswers implements BinaryOperator<Object> {
    @Override
    public Object apply(Object answer, Object request) {
        if (!(answer instanceof Mono<?> mono)
                || !(request instanceof McpSchema.JSONRPCRequest call)) {
            return answer;
        }
        return switch (call.method()) {
            case "tools/call", "prompts/get", "resources/read", "initialize" ->
                    new LabelledMono<>(mono, call.method(), name(call.params()), id(call), call);
            default -> answer;
        };
    }

    private static String id(McpSchema.JSONRPCRequest request) {
        return String.valueOf(request.id());
    }

    /** Of the tool or the prompt. */
    private static String name(Object parameters) {
        if (parameters instanceof Map<?, ?> map) {
            return map.get("name") instanceof String name ? name : null;
        }
        if (parameters instanceof McpSchema.CallToolRequest tool) {
            return tool.name();
        }
        return parameters instanceof McpSchema.GetPromptRequest prompt ? prompt.name() : null;
    }
}
