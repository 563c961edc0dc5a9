package dev.sallyport.guest;

import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import io.modelcontextprotocol.kotlin.sdk.shared.Transport;
import io.modelcontextprotocol.kotlin.sdk.types.InitializeRequest;
import io.modelcontextprotocol.kotlin.sdk.types.InitializeResult;
import io.modelcontextprotocol.kotlin.sdk.types.JSONRPCRequest;
import io.modelcontextprotocol.kotlin.sdk.types.RequestId;
import java.net.SallyportCalls;
import java.net.SallyportGuest;
import java.util.Map;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.serialization.json.JsonPrimitive;

/**
 * Of the Kotlin SDK (read from 0.8.1 to 0.16): a call is the coroutine that handles its request,
 * and ends with it: by an answer, by an exception, or because it was cancelled.
 */
public final class KotlinCalls implements SallyportGuest {
    @Override
    public Object begin(Object message, Object context) {
        return message instanceof JSONRPCRequest request
                ? SallyportCalls.begin(request.getMethod(), name(request), id(request.getId()))
                : null;
    }

    private static String id(RequestId id) {
        return id instanceof RequestId.NumberId number
                ? Long.toString(number.getValue())
                : ((RequestId.StringId) id).getValue();
    }

    /** Of the tool or the prompt. */
    private static String name(JSONRPCRequest request) {
        return request.getParams() instanceof Map<?, ?> parameters
                        && parameters.get("name") instanceof JsonPrimitive name
                ? name.getContent()
                : null;
    }

    /** A coroutine that has suspended is not done: {@link Labelled} is told when it is. */
    @Override
    public Object answered(Object answer, Object call) {
        if (answer != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            SallyportCalls.end(call);
        }
        return answer;
    }

    /** The answer to {@code initialize}. */
    @Override
    public Object answered(Object answer, Object session, Object request) {
        if (answer instanceof InitializeResult result
                && request instanceof InitializeRequest meeting) {
            SallyportCalls.met(
                    "announced_server",
                    result.getServerInfo().getName(),
                    "announced_version",
                    result.getServerInfo().getVersion(),
                    "client",
                    meeting.getClientInfo().getName(),
                    "client_version",
                    meeting.getClientInfo().getVersion(),
                    "transport",
                    transport(((Protocol) session).getTransport()));
        }
        return answer;
    }

    private static String transport(Transport transport) {
        String type = transport == null ? "" : transport.getClass().getSimpleName();
        return switch (type) {
            case "StdioServerTransport" -> "stdio";
            case "SseServerTransport" -> "sse";
            case "StreamableHttpServerTransport" -> "streamable-http";
            case "WebSocketMcpServerTransport" -> "websocket";
            default -> null;
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object continued(Object continuation, Object call) {
        return new Labelled((Continuation<Object>) continuation, call);
    }
}
