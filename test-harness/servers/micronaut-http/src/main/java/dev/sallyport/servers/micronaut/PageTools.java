package dev.sallyport.servers.micronaut;

import io.micronaut.mcp.annotations.Tool;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What it offers. */
@Singleton
class PageTools {
    private final HttpClient client = HttpClient.newHttpClient();

    @Tool(name = "jdk", description = "Reads a page.")
    String jdk(String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                .body();
    }
}
