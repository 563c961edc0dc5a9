package dev.sallyport.servers.quarkushttp;

import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.Elicitation;
import io.quarkiverse.mcp.server.ElicitationRequest;
import io.quarkiverse.mcp.server.ElicitationRequest.BooleanSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.EnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.IntegerSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.MultiSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.NumberSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.SingleSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.StringSchema;
import io.quarkiverse.mcp.server.ElicitationResponse;
import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.Sampling;
import io.quarkiverse.mcp.server.SamplingMessage;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolCallException;
import java.util.List;

/** The tools that the suite calls. Their names, and what they do, are the suite's. */
class Tools {
    private static final List<String> OPTIONS = List.of("option1", "option2", "option3");
    private static final List<String> VALUES = List.of("value1", "value2");

    @Tool(name = "test_simple_text", description = "Answers with a text.")
    String text() {
        return "This is a simple text response for testing.";
    }

    @Tool(name = "test_image_content", description = "Answers with an image.")
    Content image() {
        return Samples.image();
    }

    @Tool(name = "test_audio_content", description = "Answers with a sound.")
    Content audio() {
        return Samples.audio();
    }

    @Tool(name = "test_embedded_resource", description = "Answers with a resource.")
    Content resource() {
        return Samples.resource(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.");
    }

    @Tool(name = "test_multiple_content_types", description = "Answers with one of each kind.")
    List<Content> mixed() {
        return List.of(
                new TextContent("Multiple content types test:"),
                Samples.image(),
                Samples.resource(
                        "test://mixed-content-resource",
                        "application/json",
                        "{\"test\": \"data\", \"value\": 123}"));
    }

    @Tool(name = "test_tool_with_logging", description = "Logs while it works.")
    String log(McpLog log) {
        log.info("Tool execution started");
        log.info("Tool processing data");
        log.info("Tool execution completed");
        return "Logged.";
    }

    @Tool(name = "test_tool_with_progress", description = "Says how far it is.")
    String progress(Progress progress) {
        if (progress.token().isPresent()) {
            for (long done : new long[] {0, 50, 100}) {
                progress.notificationBuilder()
                        .setProgress(done)
                        .setTotal(100)
                        .build()
                        .sendAndForget();
            }
        }
        return "Done.";
    }

    @Tool(name = "test_error_handling", description = "Fails.")
    String fail() {
        throw new ToolCallException("This tool intentionally returns an error for testing");
    }

    @Tool(name = "test_sampling", description = "Asks the client's model.")
    String sample(String prompt, Sampling sampling) {
        return "LLM response: "
                + sampling.requestBuilder()
                        .addMessage(SamplingMessage.withUserRole(prompt))
                        .setMaxTokens(100)
                        .build()
                        .sendAndAwait()
                        .content();
    }

    @Tool(name = "test_elicitation", description = "Asks the user who they are.")
    String ask(String message, Elicitation elicitation) {
        return answer(
                elicitation
                        .requestBuilder()
                        .setMessage(message)
                        .addSchemaProperty("username", new StringSchema(true))
                        .addSchemaProperty("email", new StringSchema(true))
                        .build());
    }

    @Tool(
            name = "test_elicitation_sep1034_defaults",
            description = "Asks the user, with an answer to each question suggested.")
    String askWithDefaults(Elicitation elicitation) {
        return answer(
                elicitation
                        .requestBuilder()
                        .setMessage("Please check these.")
                        .addSchemaProperty(
                                "name", StringSchema.builder().setDefaultValue("John Doe").build())
                        .addSchemaProperty("age", new IntegerSchema(30))
                        .addSchemaProperty("score", new NumberSchema(95.5))
                        .addSchemaProperty(
                                "status",
                                new SingleSelectEnumSchema(
                                        List.of("active", "inactive", "pending"), "active"))
                        .addSchemaProperty("verified", new BooleanSchema(null, null, true, false))
                        .build());
    }

    @Tool(
            name = "test_elicitation_sep1330_enums",
            description = "Asks the user to choose, in every way there is.")
    String askToChoose(Elicitation elicitation) {
        return answer(
                elicitation
                        .requestBuilder()
                        .setMessage("Please choose.")
                        .addSchemaProperty("untitledSingle", new SingleSelectEnumSchema(OPTIONS))
                        .addSchemaProperty(
                                "titledSingle",
                                new SingleSelectEnumSchema(
                                        VALUES, List.of("First Option", "Second Option")))
                        .addSchemaProperty(
                                "legacyEnum",
                                new EnumSchema(
                                        null,
                                        null,
                                        List.of("opt1", "opt2"),
                                        List.of("Option One", "Option Two"),
                                        false))
                        .addSchemaProperty("untitledMulti", new MultiSelectEnumSchema(OPTIONS))
                        .addSchemaProperty(
                                "titledMulti",
                                MultiSelectEnumSchema.builder(VALUES)
                                        .setEnumTitles(List.of("First Choice", "Second Choice"))
                                        .build())
                        .build());
    }

    private static String answer(ElicitationRequest question) {
        ElicitationResponse answer = question.sendAndAwait();
        return "User response: action=%s, content=%s"
                .formatted(answer.action(), answer.content().asMap());
    }
}
