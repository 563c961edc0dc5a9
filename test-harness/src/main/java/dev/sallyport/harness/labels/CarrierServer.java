package dev.sallyport.harness.labels;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls all tools at once, some rounds of it. Arguments: the rounds, and {@code name=port} of each
 * tool; a name that is no carrier's is one of what has no sure label.
 */
public final class CarrierServer {
    /** The SDK's own pool, where tools wait for each other, has ten threads a processor. */
    private static final int AT_ONCE = 8;

    private static final int PATIENCE_SECONDS = 30;

    private final Map<String, Carrier> tools = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<Thread> late = new ArrayList<>();
    private final CountDownLatch allEnded = new CountDownLatch(1);
    private volatile CyclicBarrier together = new CyclicBarrier(1);

    private final Carriers carriers = new Carriers();

    private CarrierServer() {
        tools.putAll(carriers.all());
        tools.put("asks_elsewhere", this::asks);
        tools.put("after_its_end", this::afterItsEnd);
        tools.put("completes_anothers", this::completesAnothers);
    }

    /** Names of the carriers that this JDK has. */
    public static List<String> carriers() {
        return List.copyOf(new Carriers().all().keySet());
    }

    public static void main(String[] arguments) throws Exception {
        CarrierServer server = new CarrierServer();
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            server.ports.put(
                    arguments[i].substring(0, equals),
                    Integer.valueOf(arguments[i].substring(equals + 1)));
        }
        server.serve(Integer.parseInt(arguments[0]));
        System.exit(0);
    }

    private void asks(Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        carriers.elsewhere()
                .put(
                        () -> {
                            work.run();
                            done.countDown();
                        });
        done.await();
    }

    /** The stage was registered by a thread that works for nobody; this call only completes it. */
    private void completesAnothers(Runnable work) throws Exception {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<CompletableFuture<Void>> registered = new CompletableFuture<>();
        carriers.elsewhere().put(() -> registered.complete(first.thenRun(work)));
        CompletableFuture<Void> stage = registered.get();
        first.complete(null);
        stage.get();
    }

    private synchronized void afterItsEnd(Runnable work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                allEnded.await();
                                work.run();
                            } catch (InterruptedException end) {
                                throw new IllegalStateException(end);
                            }
                        });
        late.add(thread);
        thread.start();
    }

    private void serve(int rounds) throws Exception {
        McpJsonMapper json = McpJsonDefaults.getMapper();
        PipedInputStream toServer = new PipedInputStream(1 << 16);
        Lines answers = new Lines();
        PipedOutputStream requests = new PipedOutputStream(toServer);
        List<SyncToolSpecification> all = new ArrayList<>();
        for (String name : ports.keySet()) {
            all.add(tool(json, name));
        }
        McpServer.sync(new StdioServerTransportProvider(json, toServer, answers))
                .serverInfo("carriers", "1")
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(all)
                .build();
        send(
                requests,
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":"
                        + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                        + "\"clientInfo\":{\"name\":\"carriers-client\",\"version\":\"1\"}}}");
        answers.next();
        send(requests, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        List<String> names = new ArrayList<>(ports.keySet());
        int id = 1;
        for (int round = 0; round < rounds; round++) {
            for (int at = 0; at < names.size(); at += AT_ONCE) {
                List<String> group = names.subList(at, Math.min(names.size(), at + AT_ONCE));
                together = new CyclicBarrier(group.size());
                for (String name : group) {
                    send(requests, call(id++, name));
                }
                for (int i = 0; i < group.size(); i++) {
                    String answer = answers.next();
                    if (!answer.contains("went well")) {
                        throw new IllegalStateException(answer);
                    }
                }
            }
        }
        // While another call is in flight, whose this is not.
        together = new CyclicBarrier(2);
        send(requests, call(id, "own_thread"));
        await(together);
        allEnded.countDown();
        for (Thread thread : late) {
            thread.join();
        }
        await(together);
        answers.next();
        System.out.println("carried");
    }

    private static String call(int id, String name) {
        return "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
                + name
                + "\",\"arguments\":{}}}";
    }

    private static void send(PipedOutputStream requests, String line) throws IOException {
        requests.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
    }

    private SyncToolSpecification tool(McpJsonMapper json, String name) {
        return SyncToolSpecification.builder()
                .tool(Tool.builder(name, json, "{\"type\":\"object\"}").build())
                .callHandler((exchange, request) -> answer(name))
                .build();
    }

    private CallToolResult answer(String name) {
        try {
            await(together);
            tools.get(name).carry(() -> connect(ports.get(name)));
            // No call ends before the others have connected.
            await(together);
            return CallToolResult.builder().addTextContent("went well").build();
        } catch (Exception failed) {
            return CallToolResult.builder().addTextContent("failed: " + failed).build();
        }
    }

    private static void await(CyclicBarrier barrier)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void connect(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('x');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
