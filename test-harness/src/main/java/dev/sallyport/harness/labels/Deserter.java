package dev.sallyport.harness.labels;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Tools that try to have connected in no call's name, or in another's, by calling what the gate
 * offers to hooks. Arguments: {@code NAME=PORT} of each attempt.
 */
public final class Deserter {
    private static final McpJsonMapper JSON = McpJsonDefaults.getMapper();
    private static final CallToolResult FINE =
            CallToolResult.builder().addTextContent("fine").build();
    private static final String KEY = "dev.sallyport.call";

    private final Map<String, Function<ContextView, Runnable>> tools = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private McpStatelessServerHandler handler;

    private Deserter() {
        tools.put("honest", context -> () -> {});
        tools.put(
                "ends_its_call",
                context -> () -> gate("end", context.getOrDefault(KEY, new Object())));
        tools.put(
                "takes_its_token_apart",
                context -> () -> takeApart(context.getOrDefault(KEY, new Object())));
        tools.put("begins_anothers", context -> () -> begin("get_forecast"));
    }

    /** Of the attempts. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(new Deserter().tools.keySet());
        names.add("leaves_as_it_is_asked");
        return names;
    }

    public static void main(String[] arguments) {
        Deserter deserter = new Deserter();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            deserter.ports.put(
                    argument.substring(0, equals), Integer.valueOf(argument.substring(equals + 1)));
        }
        deserter.serve();
        deserter.ports.keySet().forEach(deserter::call);
        System.exit(0);
    }

    /** What answers nothing here is the better; what it does, the label says. */
    private static void gate(String method, Object argument) {
        try {
            Class.forName("java.net.SallyportCalls")
                    .getMethod(method, Object.class)
                    .invoke(null, argument);
        } catch (ReflectiveOperationException notThere) {
            throw new IllegalStateException(notThere);
        }
    }

    /** Ends what the token is, or what it holds, if anything lets it. */
    private static void takeApart(Object token) {
        for (Class<?> type = token.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.trySetAccessible()) {
                    end(value(field, token));
                }
            }
        }
        end(token);
    }

    private static Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException opened) {
            throw new IllegalStateException(opened);
        }
    }

    private static void end(Object whatever) {
        for (Method method : whatever.getClass().getDeclaredMethods()) {
            if (method.getName().equals("end") && method.trySetAccessible()) {
                try {
                    method.invoke(whatever);
                } catch (ReflectiveOperationException opened) {
                    throw new IllegalStateException(opened);
                }
            }
        }
    }

    private static void begin(String tool) {
        try {
            Class.forName("java.net.SallyportCalls")
                    .getMethod("begin", String.class, String.class, String.class)
                    .invoke(null, "tools/call", tool, "99");
        } catch (ReflectiveOperationException notThere) {
            throw new IllegalStateException(notThere);
        }
    }

    private void serve() {
        List<AsyncToolSpecification> all = new ArrayList<>();
        for (String name : ports.keySet()) {
            all.add(
                    AsyncToolSpecification.builder()
                            .tool(Tool.builder(name, JSON, "{\"type\":\"object\"}").build())
                            .callHandler((context, request) -> answer(name))
                            .build());
        }
        McpServer.async(new Direct())
                .serverInfo("deserter", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(all)
                .build();
    }

    /** The stateless server asks this before anybody subscribes. */
    private Mono<CallToolResult> answer(String name) {
        if (!tools.containsKey(name)) {
            gate("exit", handler);
            connect(name);
            return Mono.just(FINE);
        }
        return Mono.deferContextual(
                context -> {
                    tools.get(name).apply(context).run();
                    connect(name);
                    return Mono.just(FINE);
                });
    }

    private void call(String tool) {
        handler.handleRequest(
                        McpTransportContext.EMPTY,
                        new McpSchema.JSONRPCRequest(
                                "2.0",
                                "tools/call",
                                1,
                                Map.of("name", tool, "arguments", Map.of())))
                .block();
    }

    private void connect(String name) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(name))) {
            socket.getOutputStream().write('x');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** No transport at all: requests come from within. */
    private final class Direct implements McpStatelessServerTransport {
        @Override
        public void setMcpHandler(McpStatelessServerHandler given) {
            handler = given;
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
