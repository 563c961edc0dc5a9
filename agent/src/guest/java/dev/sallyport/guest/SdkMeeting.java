package dev.sallyport.guest;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import java.lang.reflect.Field;
import java.net.SallyportCalls;
import java.util.Map;

/** What server and client say of themselves when they meet, if that is what a request is for. */
final class SdkMeeting {
    private final McpSchema.JSONRPCRequest request;
    private final Object session;

    /**
     * @param session {@code McpServerSession}, {@code McpStreamableServerSession}; {@code null}
     *     where there are none
     */
    SdkMeeting(McpSchema.JSONRPCRequest request, Object session) {
        this.request = request;
        this.session = session;
    }

    /** Tells it if the request was {@code initialize}. */
    void tell(Object answer) {
        if (answer instanceof McpSchema.JSONRPCResponse response
                && response.result() instanceof McpSchema.InitializeResult result) {
            Map<?, ?> client = Map.of();
            if (request.params() instanceof Map<?, ?> parameters
                    && parameters.get("clientInfo") instanceof Map<?, ?> info) {
                client = info;
            }
            tell(result, text(client.get("name")), text(client.get("version")), transport());
        }
    }

    /** Of streamable HTTP, where the session begins with {@code initialize}. */
    static Object told(Object answer, McpSchema.InitializeRequest request) {
        if (!(answer instanceof McpStreamableServerSessionInit init)) {
            return answer;
        }
        McpSchema.Implementation client = request.clientInfo();
        String name = client == null ? null : client.name();
        String version = client == null ? null : client.version();
        return new McpStreamableServerSessionInit(
                init.session(),
                init.initResult()
                        .doOnNext(result -> tell(result, name, version, "streamable-http")));
    }

    private static void tell(
            McpSchema.InitializeResult result, String client, String version, String transport) {
        if (result.serverInfo() != null) {
            SallyportCalls.met(
                    "announced_server",
                    result.serverInfo().name(),
                    "announced_version",
                    result.serverInfo().version(),
                    "client",
                    client,
                    "client_version",
                    version,
                    "transport",
                    transport);
        }
    }

    /** Both the transport of stdio and those of SSE have the same session, and no getter. */
    private String transport() {
        if (session == null) {
            return "stateless-http";
        }
        try {
            Field field = session.getClass().getDeclaredField("transport");
            field.setAccessible(true);
            String type = field.get(session).getClass().getName();
            return type.contains("Stdio") ? "stdio" : type.contains("Sse") ? "sse" : null;
        } catch (ReflectiveOperationException | RuntimeException unlike) {
            return null;
        }
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }
}
