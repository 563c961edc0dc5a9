package dev.sallyport.servers.sdk;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Role;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The prompts that the suite gets, and the completion of an argument of one. */
final class Prompts {
    private static final String WITH_ARGUMENTS = "test_prompt_with_arguments";

    private Prompts() {}

    static List<SyncPromptSpecification> all() {
        return List.of(
                prompt(
                        "test_simple_prompt",
                        List.of(),
                        arguments -> List.of(Samples.text("This is a simple prompt for testing."))),
                prompt(
                        WITH_ARGUMENTS,
                        List.of("arg1", "arg2"),
                        arguments ->
                                List.of(
                                        Samples.text(
                                                "Prompt with arguments: arg1='%s', arg2='%s'"
                                                        .formatted(
                                                                arguments.get("arg1"),
                                                                arguments.get("arg2"))))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        arguments ->
                                List.of(
                                        Samples.resource(
                                                String.valueOf(arguments.get("resourceUri")),
                                                "text/plain",
                                                "Embedded resource content for testing."),
                                        Samples.text(
                                                "Please process the embedded resource above."))),
                prompt(
                        "test_prompt_with_image",
                        List.of(),
                        arguments ->
                                List.of(
                                        Samples.image(),
                                        Samples.text("Please analyze the image above."))));
    }

    static SyncCompletionSpecification completion() {
        return new SyncCompletionSpecification(
                PromptReference.builder(WITH_ARGUMENTS).build(),
                (exchange, request) ->
                        new CompleteResult(
                                new CompleteCompletion(
                                        Stream.of("paris", "park", "test")
                                                .filter(
                                                        word ->
                                                                word.startsWith(
                                                                        request.argument().value()))
                                                .toList())));
    }

    private static SyncPromptSpecification prompt(
            String name,
            List<String> arguments,
            Function<Map<String, Object>, List<Content>> contents) {
        return new SyncPromptSpecification(
                Prompt.builder(name)
                        .description("The prompt " + name + ".")
                        .arguments(arguments.stream().map(Prompts::required).toList())
                        .build(),
                (exchange, request) ->
                        GetPromptResult.builder(
                                        contents.apply(request.arguments()).stream()
                                                .map(Prompts::fromUser)
                                                .toList())
                                .build());
    }

    private static PromptArgument required(String name) {
        return PromptArgument.builder(name)
                .description("The argument " + name + ".")
                .required(true)
                .build();
    }

    private static PromptMessage fromUser(Content content) {
        return PromptMessage.builder(Role.USER, content).build();
    }
}
