package dev.sallyport.servers.quarkustools;

import dev.sallyport.servers.clients.Client;
import dev.sallyport.servers.clients.Clients;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.RequestUri;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.Tool;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.Config;

/**
 * In each of Quarkus' ways: reactive on an event loop, blocking on a worker, and blocking on a
 * virtual thread where the JDK has them. Made when the first of them is called, once.
 */
@ApplicationScoped
class PageTools {
    private final Config config;
    private final AnyPage rest =
            QuarkusRestClientBuilder.newBuilder()
                    // Each call says where; this one is never used.
                    .baseUri(URI.create("http://127.0.0.1/"))
                    .build(AnyPage.class);
    private final WebClient vertx;
    private final Client.Promising jdk = Clients.jdk();
    private final Client.Promising okHttp = Clients.okHttp();
    private final Client apache5 = Clients.apache5();
    private final Client urlConnection = Clients.urlConnection();
    private final Client jetty = Clients.jetty();
    private final Client socket = Clients.socket();

    PageTools(Config config, Vertx vertx) throws Exception {
        this.config = config;
        this.vertx = WebClient.create(vertx);
    }

    @Tool(name = "rest_client", description = "Reads a page.")
    Uni<String> restClient(String uri) {
        return rest.read(uri);
    }

    @Tool(name = "vertx", description = "Reads a page.")
    Uni<String> vertx(String uri) {
        return vertx.getAbs(uri).send().map(HttpResponse::bodyAsString);
    }

    @Tool(name = "jdk", description = "Reads a page.")
    Uni<String> jdk(String uri) {
        return Uni.createFrom().completionStage(() -> jdk.promise(URI.create(uri)));
    }

    @Tool(name = "okhttp", description = "Reads a page.")
    Uni<String> okHttp(String uri) {
        return Uni.createFrom().completionStage(() -> okHttp.promise(URI.create(uri)));
    }

    @Tool(name = "apache5", description = "Reads a page.")
    @RunOnVirtualThread
    String apache5(String uri) throws Exception {
        return apache5.read(URI.create(uri));
    }

    @Tool(name = "url_connection", description = "Reads a page.")
    String urlConnection(String uri) throws Exception {
        return urlConnection.read(URI.create(uri));
    }

    @Tool(name = "jetty", description = "Reads a page.")
    String jetty(String uri) throws Exception {
        return jetty.read(URI.create(uri));
    }

    @Tool(name = "socket", description = "Reads a page.")
    String socket(String uri) throws Exception {
        return socket.read(URI.create(uri));
    }

    /** The launch says where: {@code -Dresource.page=URI}. */
    @Resource(uri = "test://page", description = "The page that the launch names.")
    Uni<TextResourceContents> resource(RequestUri uri) {
        return rest.read(config.getValue("resource.page", String.class))
                .map(body -> TextResourceContents.create(uri.value(), body));
    }

    @Prompt(name = "page", description = "A page to talk about.")
    Uni<PromptMessage> prompt(String uri) {
        return rest.read(uri).map(PromptMessage::withUserRole);
    }
}
