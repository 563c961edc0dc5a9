package dev.sallyport.servers.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What it offers, as a tool would be: {@code GET /pages?uri=URI} reads that page. */
@ApplicationScoped
@Path("/pages")
public class Pages {
    private final HttpClient client = HttpClient.newHttpClient();

    @GET
    public String read(@QueryParam("uri") URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
}
