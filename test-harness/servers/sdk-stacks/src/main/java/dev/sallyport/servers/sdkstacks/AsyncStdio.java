package dev.sallyport.servers.sdkstacks;

import dev.sallyport.servers.clients.Client;
import dev.sallyport.servers.clients.Clients;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * Handlers that return a {@link Mono}: native to the SDK, a request of Reactor's own client;
 * otherwise a promise, or blocking work put on another scheduler.
 */
final class AsyncStdio {
    private AsyncStdio() {}

    static void serve() throws Exception {
        HttpClient http = HttpClient.create();
        Function<URI, Mono<String>> reactorNetty =
                page -> http.get().uri(page).responseContent().aggregate().asString();
        List<AsyncToolSpecification> tools = new ArrayList<>();
        tools.add(tool("reactor_netty", reactorNetty));
        Clients.seven()
                .forEach((name, client) -> tools.add(tool(name, page -> read(client, page))));
        McpServer.async(new StdioServerTransportProvider(Offer.JSON))
                .serverInfo("sdk-async", "1.0.0")
                .capabilities(Offer.CAPABILITIES)
                .tools(tools)
                .prompts(
                        new AsyncPromptSpecification(
                                Offer.PROMPT,
                                (exchange, request) ->
                                        reactorNetty.apply(Offer.page(request)).map(Offer::prompt)))
                .resources(
                        new AsyncResourceSpecification(
                                Offer.RESOURCE,
                                (exchange, request) ->
                                        reactorNetty
                                                .apply(Offer.pageOfResource())
                                                .map(Offer::resource)))
                .build();
    }

    private static AsyncToolSpecification tool(String name, Function<URI, Mono<String>> reader) {
        return AsyncToolSpecification.builder()
                .tool(Offer.tool(name))
                .callHandler(
                        (exchange, request) -> reader.apply(Offer.page(request)).map(Offer::called))
                .build();
    }

    private static Mono<String> read(Client client, URI page) {
        if (client instanceof Client.Promising promising) {
            return Mono.fromCompletionStage(() -> promising.promise(page));
        }
        return Mono.fromCallable(() -> client.read(page)).subscribeOn(Schedulers.boundedElastic());
    }
}
