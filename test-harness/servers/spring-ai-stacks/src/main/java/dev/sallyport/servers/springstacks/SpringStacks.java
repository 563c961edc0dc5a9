package dev.sallyport.servers.springstacks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/** Ends when stdin does, or when it is told to. Its profile says which server it is. */
@SpringBootApplication
public class SpringStacks {
    public static void main(String[] arguments) {
        SpringApplication.run(SpringStacks.class, arguments);
    }

    @EventListener
    void ready(WebServerInitializedEvent event) {
        System.out.println("ready: http://127.0.0.1:" + event.getWebServer().getPort() + "/mcp");
    }
}
