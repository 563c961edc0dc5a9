package dev.sallyport.servers.springai;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** What the server offers: one tool that goes out, and one that does not. */
@Component
class Tools {
    private final Environment environment;
    private final RestClient http;

    Tools(Environment environment, RestClient.Builder http) {
        this.environment = environment;
        this.http = http.build();
    }

    /** The launch says where: {@code -Dpage.NAME=URL}. */
    @Tool(name = "read_page", description = "Reads the page of this name.")
    String readPage(String name) {
        String url = environment.getRequiredProperty("page." + name);
        return http.get().uri(url).retrieve().body(String.class);
    }

    @Tool(name = "add", description = "Adds two numbers.")
    int add(int a, int b) {
        return a + b;
    }
}
