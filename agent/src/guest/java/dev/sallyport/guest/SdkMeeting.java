package dev.sallyport.guest;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.SallyportCalls;
import java.util.Map;

/** What server and client say of themselves when they meet. */
final class SdkMeeting {
    private SdkMeeting() {}

    /** Tells it if the request was {@code initialize}. */
    static void tell(McpSchema.JSONRPCRequest request, Object answer) {
        if (!(answer instanceof McpSchema.JSONRPCResponse response)
                || !(response.result() instanceof McpSchema.InitializeResult result)
                || result.serverInfo() == null) {
            return;
        }
        Map<?, ?> client = Map.of();
        if (request.params() instanceof Map<?, ?> parameters
                && parameters.get("clientInfo") instanceof Map<?, ?> info) {
            client = info;
        }
        SallyportCalls.met(
                "announced_server",
                result.serverInfo().name(),
                "announced_version",
                result.serverInfo().version(),
                "client",
                text(client.get("name")),
                "client_version",
                text(client.get("version")));
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }
}
