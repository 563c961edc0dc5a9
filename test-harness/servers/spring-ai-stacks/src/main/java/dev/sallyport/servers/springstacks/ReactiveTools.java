package dev.sallyport.servers.springstacks;

import dev.sallyport.servers.clients.Client;
import dev.sallyport.servers.clients.Clients;
import java.net.URI;
import java.util.Map;
import org.springframework.ai.mcp.annotation.McpArg;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tools that return a {@link Mono}: native to WebFlux, of its WebClient. */
@Component
@Profile("webflux")
class ReactiveTools {
    private final WebClient web;
    private final Map<String, Client> clients;
    private final URI page;

    ReactiveTools(WebClient.Builder web, @Value("${resource.page}") URI page) throws Exception {
        this.web = web.build();
        this.clients = Clients.seven();
        this.page = page;
    }

    @McpTool(name = "web_client", description = "Reads a page.")
    Mono<String> webClient(String uri) {
        return web.get().uri(URI.create(uri)).retrieve().bodyToMono(String.class);
    }

    @McpTool(name = "apache5", description = "Reads a page.")
    Mono<String> apache5(String uri) {
        return read("apache5", uri);
    }

    @McpTool(name = "apache5_async", description = "Reads a page.")
    Mono<String> apache5Async(String uri) {
        return read("apache5_async", uri);
    }

    @McpTool(name = "jdk", description = "Reads a page.")
    Mono<String> jdk(String uri) {
        return read("jdk", uri);
    }

    @McpTool(name = "jetty", description = "Reads a page.")
    Mono<String> jetty(String uri) {
        return read("jetty", uri);
    }

    @McpTool(name = "okhttp", description = "Reads a page.")
    Mono<String> okhttp(String uri) {
        return read("okhttp", uri);
    }

    @McpTool(name = "socket", description = "Reads a page.")
    Mono<String> socket(String uri) {
        return read("socket", uri);
    }

    @McpTool(name = "url_connection", description = "Reads a page.")
    Mono<String> urlConnection(String uri) {
        return read("url_connection", uri);
    }

    @McpResource(
            uri = "test://page",
            name = "page",
            description = "The page that the launch names.")
    Mono<String> resource() {
        return webClient(page.toString());
    }

    @McpPrompt(name = "page", description = "A page to talk about.")
    Mono<String> prompt(@McpArg(name = "uri", required = true) String uri) {
        return webClient(uri);
    }

    private Mono<String> read(String name, String uri) {
        URI page = URI.create(uri);
        Client client = clients.get(name);
        if (client instanceof Client.Promising promising) {
            return Mono.fromCompletionStage(() -> promising.promise(page));
        }
        return Mono.fromCallable(() -> client.read(page)).subscribeOn(Schedulers.boundedElastic());
    }
}
