package dev.sallyport.harness.attribution;

import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.HttpSession;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The SDK's own client and a server that it talks to.
 *
 * <p>What it asks comes as a {@link Mono}, so that several can be asked at the same time. Answers
 * are all that the server said, errors included.
 */
public final class Session implements AutoCloseable {
    /** What each server's resource and prompt of that kind are called. */
    static final String RESOURCE = "test://page";

    static final String PROMPT = "page";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final McpAsyncClient client;
    private final End end;
    private boolean ended;

    private interface End {
        Events events() throws IOException, InterruptedException;

        /** Where something has failed before. */
        default void force() {}
    }

    private Session(McpClientTransport transport, End end) {
        this.client =
                McpClient.async(transport)
                        .initializationTimeout(PATIENCE)
                        .requestTimeout(PATIENCE)
                        .build();
        this.end = end;
        try {
            client.initialize().block(PATIENCE);
        } catch (RuntimeException unanswered) {
            // Who has not got a session cannot close it, and the server would outlive the test.
            try {
                close();
            } catch (RuntimeException unended) {
                unanswered.addSuppressed(unended);
            }
            throw unanswered;
        }
    }

    static Session overStdio(GuardedJvm jvm, Path program, String... arguments) {
        return overStdio(jvm, jvm.builderOfJar(program, arguments));
    }

    /**
     * With a server that is started so.
     *
     * @param builder of the launch's
     */
    public static Session overStdio(GuardedJvm jvm, ProcessBuilder builder) {
        // The transport takes the end of stderr for the server's.
        builder.redirectError(ProcessBuilder.Redirect.PIPE);
        List<String> command = builder.command();
        ServerParameters parameters =
                ServerParameters.builder(command.get(0))
                        .args(command.subList(1, command.size()))
                        .build();
        return new Session(
                new StdioClientTransport(parameters, McpJsonDefaults.getMapper()) {
                    @Override
                    protected ProcessBuilder getProcessBuilder() {
                        return builder;
                    }
                },
                // The transport has ended the server, and waited for it.
                jvm::events);
    }

    /** With a server that has just been started, and ends with the session. */
    static Session overHttp(HttpSession server) throws IOException {
        return overHttp(server, server.endpoint());
    }

    /**
     * The same with one that has told its endpoint already, to somebody who wants more of it.
     *
     * @param endpoint that of MCP
     */
    public static Session overHttp(HttpSession server, URI endpoint) {
        return of(
                server,
                HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
                        .endpoint(endpoint.getPath())
                        .build());
    }

    /** The same over the transport of before. */
    @SuppressWarnings("deprecation") // servers that speak it are there
    static Session overSse(HttpSession server) throws IOException {
        String root = server.endpoint().resolve("/").toString();
        return of(server, HttpClientSseClientTransport.builder(root).build());
    }

    private static Session of(HttpSession server, McpClientTransport transport) {
        return new Session(
                transport,
                new End() {
                    @Override
                    public Events events() throws IOException, InterruptedException {
                        server.terminate();
                        return server.ended().run().events();
                    }

                    @Override
                    public void force() {
                        server.close();
                    }
                });
    }

    /** The tools that go out: those that want a URI. */
    public List<String> tools() {
        return client.listTools().block(PATIENCE).tools().stream()
                .filter(tool -> tool.inputSchema().toString().contains("uri"))
                .map(Tool::name)
                .sorted()
                .toList();
    }

    public Mono<String> call(String tool, URI page) {
        return call(tool, Map.of("uri", page.toString()));
    }

    public Mono<String> call(String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build())
                .map(Object::toString);
    }

    public Mono<String> prompt(URI page) {
        return client.getPrompt(
                        GetPromptRequest.builder(PROMPT)
                                .arguments(Map.of("uri", page.toString()))
                                .build())
                .map(Object::toString);
    }

    public Mono<String> resource() {
        return client.readResource(ReadResourceRequest.builder(RESOURCE).build())
                .map(Object::toString);
    }

    /** Ends the server, and tells what was recorded of it. */
    public Events end() throws IOException, InterruptedException {
        ended = true;
        client.closeGracefully().block(PATIENCE);
        return end.events();
    }

    /**
     * Returns when a server over stdio has ended: some go on when nobody talks to them any more.
     */
    @Override
    public void close() {
        try {
            if (!ended) {
                ended = true;
                client.closeGracefully().block(PATIENCE);
            }
        } finally {
            end.force();
        }
    }
}
