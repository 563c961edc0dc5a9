package dev.sallyport.bench;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/**
 * Calls of tools on a real server without a transport, which {@link Benchmarks} runs bare and under
 * the agent in turn: the difference is what telling calls apart costs, and taking their label along
 * to an executor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(3)
public class CallBenchmark {
    private static final int HAND_OVERS = 1_000;
    private static final McpJsonMapper JSON = McpJsonDefaults.getMapper();
    private static final CallToolResult FINE =
            CallToolResult.builder().addTextContent("fine").build();

    private final JSONRPCRequest answers = request("answers");
    private final JSONRPCRequest executes = request("executes");
    private final JSONRPCRequest supplies = request("supplies");
    private ExecutorService executor;
    private McpStatelessServerHandler handler;

    private static JSONRPCRequest request(String tool) {
        return new JSONRPCRequest(
                "2.0", "tools/call", 1, Map.of("name", tool, "arguments", Map.of()));
    }

    @Setup
    public void setUp() {
        executor = Executors.newSingleThreadExecutor();
        McpServer.async(new Direct())
                .serverInfo("bench", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(
                        tool("answers", () -> FINE),
                        tool("executes", this::execute),
                        tool("supplies", this::supply))
                .build();
    }

    private static AsyncToolSpecification tool(String name, Supplier<CallToolResult> work) {
        return AsyncToolSpecification.builder()
                .tool(Tool.builder(name, JSON, "{\"type\":\"object\"}").build())
                .callHandler((context, request) -> Mono.fromSupplier(work))
                .build();
    }

    private CallToolResult execute() {
        CountDownLatch done = new CountDownLatch(HAND_OVERS);
        for (int i = 0; i < HAND_OVERS; i++) {
            executor.execute(done::countDown);
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return FINE;
    }

    /** The last of them is done last: there is one thread. */
    private CallToolResult supply() {
        CompletableFuture<CallToolResult> last = null;
        for (int i = 0; i < HAND_OVERS; i++) {
            last = CompletableFuture.supplyAsync(() -> FINE, executor);
        }
        return last.join();
    }

    @TearDown
    public void tidy() {
        executor.shutdownNow();
    }

    private JSONRPCResponse call(JSONRPCRequest request) {
        return handler.handleRequest(McpTransportContext.EMPTY, request).block();
    }

    @Benchmark
    public JSONRPCResponse toolCall() {
        return call(answers);
    }

    @Benchmark
    @OperationsPerInvocation(HAND_OVERS)
    public JSONRPCResponse executeInACall() {
        return call(executes);
    }

    @Benchmark
    @OperationsPerInvocation(HAND_OVERS)
    public JSONRPCResponse supplyAsyncInACall() {
        return call(supplies);
    }

    /** Requests come from within. */
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
