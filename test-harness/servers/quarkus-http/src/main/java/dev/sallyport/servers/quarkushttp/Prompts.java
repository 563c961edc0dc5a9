package dev.sallyport.servers.quarkushttp;

import io.quarkiverse.mcp.server.CompleteArg;
import io.quarkiverse.mcp.server.CompletePrompt;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptArg;
import io.quarkiverse.mcp.server.PromptMessage;
import java.util.List;
import java.util.stream.Stream;

/** The prompts that the suite gets, and the completion of an argument of one. */
class Prompts {
    private static final String WITH_ARGUMENTS = "test_prompt_with_arguments";

    @Prompt(name = "test_simple_prompt", description = "A text.")
    PromptMessage simple() {
        return PromptMessage.withUserRole("This is a simple prompt for testing.");
    }

    @Prompt(name = WITH_ARGUMENTS, description = "A text with two words of the caller's.")
    PromptMessage withArguments(
            @PromptArg(name = "arg1", description = "The first word.") String first,
            @PromptArg(name = "arg2", description = "The second word.") String second) {
        return PromptMessage.withUserRole(
                "Prompt with arguments: arg1='%s', arg2='%s'".formatted(first, second));
    }

    @CompletePrompt(WITH_ARGUMENTS)
    List<String> completeFirst(@CompleteArg(name = "arg1") String start) {
        return Stream.of("paris", "park", "test").filter(word -> word.startsWith(start)).toList();
    }

    @Prompt(name = "test_prompt_with_embedded_resource", description = "A resource and a text.")
    List<PromptMessage> withResource(
            @PromptArg(name = "resourceUri", description = "The resource's URI.") String uri) {
        return List.of(
                PromptMessage.withUserRole(
                        Samples.resource(
                                uri, "text/plain", "Embedded resource content for testing.")),
                PromptMessage.withUserRole("Please process the embedded resource above."));
    }

    @Prompt(name = "test_prompt_with_image", description = "An image and a text.")
    List<PromptMessage> withImage() {
        return List.of(
                PromptMessage.withUserRole(Samples.image()),
                PromptMessage.withUserRole("Please analyze the image above."));
    }
}
