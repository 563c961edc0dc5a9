package dev.sallyport.guest;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.SallyportCalls;
import java.util.Map;
import java.util.function.BinaryOperator;
import reactor.core.publisher.Mono;

/**
 * Of the official MCP Java SDK (read from 0.10 to 2.1): begins the call that a request is, and puts
 * a {@link LabelledMono} around its answer.
 */
public final class SdkAnswers implements BinaryOperator<Object> {
    @Override
    public Object apply(Object answer, Object request) {
        if (!(request instanceof McpSchema.JSONRPCRequest call)) {
            return answer;
        }
        String name = name(call.params());
        if (answer == null) {
            return SallyportCalls.begin(call.method(), name, id(call));
        }
        return switch (call.method()) {
            case "tools/call", "prompts/get", "resources/read", "initialize" ->
                    answer instanceof Mono<?> mono
                            ? new LabelledMono<>(mono, name, id(call), call)
                            : answer;
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
