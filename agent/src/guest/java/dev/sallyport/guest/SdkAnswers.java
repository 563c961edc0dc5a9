package dev.sallyport.guest;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.SallyportCalls;
import java.net.SallyportGuest;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Of the official MCP Java SDK (read from 0.10 to 2.1): begins the call that a request is, and puts
 * a {@link LabelledMono} around its answer.
 */
public final class SdkAnswers implements SallyportGuest {
    /**
     * Some versions have something before the request, and some ask the tool before they answer.
     */
    @Override
    public Object begin(Object message, Object context) {
        return (context == null ? message : context) instanceof McpSchema.JSONRPCRequest call
                ? SallyportCalls.begin(call.method(), name(call.params()), id(call))
                : null;
    }

    @Override
    public Object answered(Object answer, Object request) {
        return request instanceof McpSchema.InitializeRequest meeting
                ? SdkMeeting.told(answer, meeting)
                : answered(answer, null, request);
    }

    @Override
    public Object answered(Object answer, Object session, Object request) {
        if (!(answer instanceof Mono<?> mono)
                || !(request instanceof McpSchema.JSONRPCRequest call)) {
            return answer;
        }
        return switch (call.method()) {
            case "tools/call", "prompts/get", "resources/read", "initialize" ->
                    new LabelledMono<>(
                            mono,
                            call.method(),
                            name(call.params()),
                            id(call),
                            new SdkMeeting(call, session));
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
