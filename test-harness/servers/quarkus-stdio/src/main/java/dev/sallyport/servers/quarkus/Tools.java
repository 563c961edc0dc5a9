package dev.sallyport.servers.quarkus;

import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.WrapBusinessError;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import java.net.URI;
import org.eclipse.microprofile.config.Config;

/**
 * What the server offers: one tool that goes out, and one that does not. A failure's message is the
 * tool's answer; of itself Quarkus would say "Internal error".
 */
@WrapBusinessError
class Tools {
    private final Config config;

    Tools(Config config) {
        this.config = config;
    }

    /** The launch says where: {@code -Dpage.NAME=URL}. */
    @Tool(name = "read_page", description = "Reads the page of this name.")
    String readPage(String name) {
        URI url = config.getValue("page." + name, URI.class);
        return QuarkusRestClientBuilder.newBuilder().baseUri(url).build(Page.class).read();
    }

    @Tool(name = "add", description = "Adds two numbers.")
    String add(int a, int b) {
        return String.valueOf(a + b);
    }
}
