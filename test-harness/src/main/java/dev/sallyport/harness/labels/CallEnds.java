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
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Calls that end in every way there is, each followed by a connection while nothing is in flight.
 * Arguments: {@code NAME=PORT} of each ending; or {@code soak} and a number of calls.
 */
public final class CallEnds {
    private static final McpJsonMapper JSON = McpJsonDefaults.getMapper();
    private static final CallToolResult FINE =
            CallToolResult.builder().addTextContent("fine").build();

    /** An answer that nobody subscribes to. */
    private static final String NEVER_ASKED_FOR = "is_never_asked_for";

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final Map<String, Supplier<Mono<CallToolResult>>> tools = new LinkedHashMap<>();
    private McpStatelessServerHandler handler;

    private CallEnds() {
        tools.put("answers", () -> Mono.just(FINE));
        tools.put("answers_later", () -> Mono.fromFuture(later()));
        tools.put(
                "throws",
                () -> {
                    throw new IllegalStateException("thrown");
                });
        tools.put("fails", () -> Mono.error(new IllegalStateException("failed")));
        tools.put(
                "fails_later", () -> Mono.fromFuture(later()).then(Mono.error(new IOException())));
        tools.put("is_empty", Mono::empty);
        tools.put("is_cancelled", Mono::never);
        tools.put("times_out", Mono::never);
        tools.put("leaves_threads", this::leavesThreads);
    }

    /** Of the ways in which a call ends. */
    public static List<String> names() {
        return List.copyOf(new CallEnds().tools.keySet());
    }

    public static void main(String[] arguments) throws Exception {
        CallEnds ends = new CallEnds();
        ends.serve();
        if (arguments[0].equals("soak")) {
            ends.soak(Integer.parseInt(arguments[1]));
        } else {
            for (String argument : arguments) {
                int equals = argument.indexOf('=');
                ends.end(argument.substring(0, equals));
                connect(Integer.parseInt(argument.substring(equals + 1)));
            }
        }
        System.exit(0);
    }

    private CompletableFuture<CallToolResult> later() {
        return CompletableFuture.supplyAsync(() -> FINE, pool);
    }

    /** Of pools, and with work that is never done. */
    private Mono<CallToolResult> leavesThreads() {
        ExecutorService own = Executors.newCachedThreadPool();
        for (int i = 0; i < 3; i++) {
            own.execute(FINE::content);
        }
        new FutureTask<>(() -> FINE).cancel(true);
        own.shutdown();
        return Mono.just(FINE);
    }

    private void serve() {
        List<AsyncToolSpecification> all = new ArrayList<>();
        tools.forEach(
                (name, tool) ->
                        all.add(
                                AsyncToolSpecification.builder()
                                        .tool(
                                                Tool.builder(name, JSON, "{\"type\":\"object\"}")
                                                        .build())
                                        .callHandler((context, request) -> tool.get())
                                        .build()));
        McpServer.async(new Direct())
                .serverInfo("call-ends", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(all)
                .build();
    }

    private Mono<McpSchema.JSONRPCResponse> call(String tool, int id) {
        return handler.handleRequest(
                McpTransportContext.EMPTY,
                new McpSchema.JSONRPCRequest(
                        "2.0", "tools/call", id, Map.of("name", tool, "arguments", Map.of())));
    }

    private void end(String tool) {
        if (tool.equals("throws")) {
            try {
                call(tool, 1).block();
                throw new AssertionError("the handler has stopped to ask a tool at once");
            } catch (IllegalStateException thrown) {
                return;
            }
        }
        Mono<McpSchema.JSONRPCResponse> call = call(tool, 1);
        switch (tool) {
            case "is_cancelled" -> {
                Disposable running = call.subscribe();
                running.dispose();
            }
            case "times_out" ->
                    call.timeout(Duration.ofMillis(50)).onErrorResume(e -> Mono.empty()).block();
            default -> call.onErrorResume(e -> Mono.empty()).block();
        }
    }

    private static void connect(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('x');
        }
    }

    /** Prints what the heap holds early on and at the end, in kilobytes. */
    private void soak(int calls) {
        List<String> names = new ArrayList<>(tools.keySet());
        names.remove("times_out");
        names.add(NEVER_ASKED_FOR);
        long early = 0;
        for (int i = 0; i < calls; i++) {
            String name = names.get(i % names.size());
            if (name.equals(NEVER_ASKED_FOR)) {
                call("answers", i);
            } else {
                end(name);
            }
            if (i == calls / 5) {
                early = held();
            }
        }
        System.out.println(early + " " + held());
    }

    private static long held() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 10;
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
