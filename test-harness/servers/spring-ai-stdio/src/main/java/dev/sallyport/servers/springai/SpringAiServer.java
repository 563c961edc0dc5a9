package dev.sallyport.servers.springai;

import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Ends when stdin does, or when it is told to. */
@SpringBootApplication
public class SpringAiServer {
    public static void main(String[] arguments) {
        SpringApplication.run(SpringAiServer.class, arguments);
    }

    @Bean
    ToolCallbackProvider callbacks(Tools tools) {
        return ToolCallbackProvider.from(ToolCallbacks.from(tools));
    }
}
