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
import org.springframework.web.client.RestClient;

/** Tools that return what they have read: native to Spring, by its RestClient. */
@Component
@Profile("!webflux")
class BlockingTools {
    private final RestClient rest;
    private final Map<String, Client> clients;
    private final URI page;

    BlockingTools(RestClient.Builder rest, @Value("${resource.page}") URI page) throws Exception {
        this.rest = rest.build();
        this.clients = Clients.seven();
        this.page = page;
    }

    @McpTool(name = "rest_client", description = "Reads a page.")
    String restClient(String uri) {
        return rest.get().uri(URI.create(uri)).retrieve().body(String.class);
    }

    @McpTool(name = "apache5", description = "Reads a page.")
    String apache5(String uri) throws Exception {
        return read("apache5", uri);
    }

    @McpTool(name = "apache5_async", description = "Reads a page.")
    String apache5Async(String uri) throws Exception {
        return read("apache5_async", uri);
    }

    @McpTool(name = "jdk", description = "Reads a page.")
    String jdk(String uri) throws Exception {
        return read("jdk", uri);
    }

    @McpTool(name = "jetty", description = "Reads a page.")
    String jetty(String uri) throws Exception {
        return read("jetty", uri);
    }

    @McpTool(name = "okhttp", description = "Reads a page.")
    String okhttp(String uri) throws Exception {
        return read("okhttp", uri);
    }

    @McpTool(name = "socket", description = "Reads a page.")
    String socket(String uri) throws Exception {
        return read("socket", uri);
    }

    @McpTool(name = "url_connection", description = "Reads a page.")
    String urlConnection(String uri) throws Exception {
        return read("url_connection", uri);
    }

    @McpResource(
            uri = "test://page",
            name = "page",
            description = "The page that the launch names.")
    String resource() {
        return restClient(page.toString());
    }

    @McpPrompt(name = "page", description = "A page to talk about.")
    String prompt(@McpArg(name = "uri", required = true) String uri) {
        return restClient(uri);
    }

    private String read(String client, String uri) throws Exception {
        return clients.get(client).read(URI.create(uri));
    }
}
