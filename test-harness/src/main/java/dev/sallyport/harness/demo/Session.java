package dev.sallyport.harness.demo;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The SDK's own client, talking over stdio to a server process that it started and ends. */
final class Session implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final McpSyncClient client;

    /** What a tool call came to. */
    record Answer(boolean isError, String text) {}

    /**
     * @param onStderr is told each line of the server's stderr, until the session is closed (the
     *     SDK does not read on while a server ends)
     */
    Session(Launch launch, Stage stage, Consumer<String> onStderr) {
        List<String> command = launch.command(stage);
        ServerParameters parameters =
                ServerParameters.builder(command.get(0))
                        .args(command.subList(1, command.size()))
                        .build();
        Transport transport = new Transport(parameters, launch, stage);
        transport.setStdErrorHandler(onStderr);
        client =
                McpClient.sync(transport)
                        .initializationTimeout(PATIENCE)
                        .requestTimeout(PATIENCE)
                        .build();
        client.initialize();
    }

    Answer call(String tool, String place) {
        CallToolResult result =
                client.callTool(
                        CallToolRequest.builder(tool).arguments(Map.of("place", place)).build());
        String text =
                result.content().stream()
                        .map(content -> ((TextContent) content).text())
                        .collect(Collectors.joining("\n"));
        return new Answer(Boolean.TRUE.equals(result.isError()), text);
    }

    @Override
    public void close() {
        client.closeGracefully();
    }

    /** The SDK's, but with no more of our environment than the server needs. */
    private static final class Transport extends StdioClientTransport {
        private final Launch launch;
        private final Stage stage;

        Transport(ServerParameters parameters, Launch launch, Stage stage) {
            super(parameters, McpJsonDefaults.getMapper());
            this.launch = launch;
            this.stage = stage;
        }

        @Override
        protected ProcessBuilder getProcessBuilder() {
            ProcessBuilder builder = new ProcessBuilder();
            launch.prepare(builder.environment(), stage);
            return builder;
        }
    }
}
