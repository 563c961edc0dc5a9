package dev.sallyport.servers.sdkstacks;

import dev.sallyport.servers.clients.Client;
import dev.sallyport.servers.clients.Clients;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;

/** Handlers that return what they have read: the SDK calls each on a thread of its elastic pool. */
final class SyncStdio {
    private SyncStdio() {}

    static void serve() throws Exception {
        Map<String, Client> clients = Clients.seven();
        clients.put("vertx", new VertxClient(Vertx.vertx().createHttpClient()));
        Client jdk = clients.get("jdk");
        McpServer.sync(new StdioServerTransportProvider(Offer.JSON))
                .serverInfo("sdk-sync", "1.0.0")
                .capabilities(Offer.CAPABILITIES)
                .tools(
                        clients.entrySet().stream()
                                .map(entry -> tool(entry.getKey(), entry.getValue()))
                                .toList())
                .prompts(
                        new SyncPromptSpecification(
                                Offer.PROMPT,
                                (exchange, request) ->
                                        Offer.prompt(read(jdk, Offer.page(request)))))
                .resources(
                        new SyncResourceSpecification(
                                Offer.RESOURCE,
                                (exchange, request) ->
                                        Offer.resource(read(jdk, Offer.pageOfResource()))))
                .build();
    }

    private static SyncToolSpecification tool(String name, Client client) {
        return SyncToolSpecification.builder()
                .tool(Offer.tool(name))
                .callHandler((exchange, request) -> Offer.called(read(client, Offer.page(request))))
                .build();
    }

    private static String read(Client client, URI page) {
        try {
            return client.read(page);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
