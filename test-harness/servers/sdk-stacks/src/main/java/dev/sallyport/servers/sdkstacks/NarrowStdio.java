package dev.sallyport.servers.sdkstacks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Ways out on which one call at a time has a connection or a thread, so that the others wait, and
 * whoever is ready begins the next one's. Each way has tools enough for a queue.
 */
final class NarrowStdio {
    private static final int TOOLS = 8;

    private NarrowStdio() {}

    static void serve() throws Exception {
        List<AsyncToolSpecification> tools = new ArrayList<>();
        for (Map.Entry<String, Function<URI, Mono<String>>> way : NarrowWays.all().entrySet()) {
            for (int i = 0; i < TOOLS; i++) {
                tools.add(tool(way.getKey() + "-" + i, way.getValue()));
            }
        }
        McpServer.async(new StdioServerTransportProvider(Offer.JSON))
                .serverInfo("sdk-narrow", "1.0.0")
                .capabilities(Offer.CAPABILITIES)
                .tools(tools)
                .build();
    }

    private static AsyncToolSpecification tool(String name, Function<URI, Mono<String>> way) {
        return AsyncToolSpecification.builder()
                .tool(Offer.tool(name))
                .callHandler(
                        (exchange, request) -> {
                            URI page = Offer.page(request);
                            // Who has had its turn is still in flight when the next one's begins.
                            return way.apply(page)
                                    .flatMap(first -> way.apply(page))
                                    .map(Offer::called);
                        })
                .build();
    }
}
