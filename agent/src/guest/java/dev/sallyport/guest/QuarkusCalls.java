package dev.sallyport.guest;

import io.quarkiverse.mcp.server.Implementation;
import io.quarkiverse.mcp.server.InitialRequest;
import io.quarkiverse.mcp.server.runtime.McpRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.SallyportCalls;
import java.net.SallyportGuest;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of Quarkus' MCP server (read from 1.8 to 1.13): a call ends with the {@link Future} of its
 * answer, when the client takes it back, or with its connection, whichever comes first. Quarkus
 * itself leaves it to the tool to look whether it was taken back.
 */
public final class QuarkusCalls implements SallyportGuest {
    /** Of all of the hooked classes, each of which has an instance of this. */
    private static final Map<Key, Object> RUNNING = new ConcurrentHashMap<>();

    private record Key(String connection, String request) {}

    @Override
    public Object begin(Object message, Object context) {
        if (!(message instanceof JsonObject request) || !(context instanceof McpRequest known)) {
            return null;
        }
        String id = String.valueOf(request.getValue("id"));
        Object call = SallyportCalls.begin(request.getString("method"), name(request), id);
        if (call != null) {
            RUNNING.put(new Key(known.connection().id(), id), call);
        }
        return call;
    }

    /** Of the tool or the prompt. */
    private static String name(JsonObject request) {
        return request.getValue("params") instanceof JsonObject parameters
                        && parameters.getValue("name") instanceof String name
                ? name
                : null;
    }

    @Override
    public Object answered(Object answer, Object call) {
        if (call instanceof InitialRequest request) {
            meet(answer, request);
        } else if (answer instanceof Future<?> future) {
            future.onComplete(done -> end(call));
        } else {
            end(call);
        }
        return answer;
    }

    /** What is about to be sent to the client. */
    private static void meet(Object answer, InitialRequest request) {
        if (answer instanceof Map<?, ?> result) {
            Map<?, ?> server = properties(result.get("serverInfo"));
            SallyportCalls.met(
                    "announced_server",
                    text(server.get("name")),
                    "announced_version",
                    text(server.get("version")),
                    "client",
                    request.implementation().name(),
                    "client_version",
                    request.implementation().version(),
                    "transport",
                    request.transport().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** A map in 1.8, then a JSON object, and since 1.13 what the application has made of it. */
    private static Map<?, ?> properties(Object server) {
        if (server instanceof Implementation made) {
            return Map.of("name", made.name(), "version", made.version());
        }
        Object properties = server instanceof JsonObject json ? json.getMap() : server;
        return properties instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }

    private static void end(Object call) {
        SallyportCalls.end(call);
        RUNNING.values().remove(call);
    }

    @Override
    public void dropped(Object message, Object context) {
        if (message instanceof String connection) {
            RUNNING.forEach(
                    (key, call) -> {
                        if (key.connection().equals(connection)) {
                            end(call);
                        }
                    });
        } else if (message instanceof JsonObject notification
                && notification.getValue("params") instanceof JsonObject parameters
                && context instanceof McpRequest known) {
            String id = String.valueOf(parameters.getValue("requestId"));
            Object call = RUNNING.get(new Key(known.connection().id(), id));
            if (call != null) {
                end(call);
            }
        }
    }
}
