package dev.sallyport.servers.sdk;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The tools that the suite calls. Their names, and what they do, are the suite's. */
final class Tools {
    private static final String NOTHING = "{\"type\": \"object\", \"properties\": {}}";

    private static final String USER =
            """
            {"type": "object",
             "properties": {
               "username": {"type": "string", "description": "User's response"},
               "email": {"type": "string", "description": "User's email address"}},
             "required": ["username", "email"]}""";

    private static final String DEFAULTS =
            """
            {"type": "object",
             "properties": {
               "name": {"type": "string", "default": "John Doe"},
               "age": {"type": "integer", "default": 30},
               "score": {"type": "number", "default": 95.5},
               "status": {"type": "string", "enum": ["active", "inactive", "pending"],
                          "default": "active"},
               "verified": {"type": "boolean", "default": true}}}""";

    private static final String ENUMS =
            """
            {"type": "object",
             "properties": {
               "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
               "titledSingle": {"type": "string", "oneOf": [
                 {"const": "value1", "title": "First Option"},
                 {"const": "value2", "title": "Second Option"}]},
               "legacyEnum": {"type": "string", "enum": ["opt1", "opt2"],
                              "enumNames": ["Option One", "Option Two"]},
               "untitledMulti": {"type": "array", "items": {
                 "type": "string", "enum": ["option1", "option2", "option3"]}},
               "titledMulti": {"type": "array", "items": {"anyOf": [
                 {"const": "value1", "title": "First Choice"},
                 {"const": "value2", "title": "Second Choice"}]}}}}""";

    private final McpJsonMapper json;

    Tools(McpJsonMapper json) {
        this.json = json;
    }

    List<SyncToolSpecification> all() {
        return List.of(
                tool(
                        "test_simple_text",
                        Samples.text("This is a simple text response for testing.")),
                tool("test_image_content", Samples.image()),
                tool("test_audio_content", Samples.audio()),
                tool(
                        "test_embedded_resource",
                        Samples.resource(
                                "test://embedded-resource",
                                "text/plain",
                                "This is an embedded resource content.")),
                tool(
                        "test_multiple_content_types",
                        Samples.text("Multiple content types test:"),
                        Samples.image(),
                        Samples.resource(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\": \"data\", \"value\": 123}")),
                tool("test_tool_with_logging", NOTHING, Tools::log),
                tool("test_tool_with_progress", NOTHING, Tools::progress),
                tool(
                        "test_error_handling",
                        NOTHING,
                        (exchange, request) ->
                                CallToolResult.builder()
                                        .addTextContent(
                                                "This tool intentionally returns an error for"
                                                        + " testing")
                                        .isError(true)
                                        .build()),
                tool("test_sampling", required("prompt"), Tools::sample),
                tool(
                        "test_elicitation",
                        required("message"),
                        (exchange, request) -> ask(exchange, argument(request, "message"), USER)),
                tool(
                        "test_elicitation_sep1034_defaults",
                        NOTHING,
                        (exchange, request) -> ask(exchange, "Please check these.", DEFAULTS)),
                tool(
                        "test_elicitation_sep1330_enums",
                        NOTHING,
                        (exchange, request) -> ask(exchange, "Please choose.", ENUMS)));
    }

    private SyncToolSpecification tool(String name, Content... contents) {
        return tool(name, NOTHING, (exchange, request) -> result(contents));
    }

    private SyncToolSpecification tool(
            String name,
            String schema,
            BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
        return SyncToolSpecification.builder()
                .tool(
                        Tool.builder(name, json, schema)
                                .description("The tool " + name + ".")
                                .build())
                .callHandler(handler)
                .build();
    }

    private static CallToolResult log(McpSyncServerExchange exchange, CallToolRequest request) {
        for (String message :
                List.of(
                        "Tool execution started",
                        "Tool processing data",
                        "Tool execution completed")) {
            exchange.loggingNotification(
                    LoggingMessageNotification.builder(LoggingLevel.INFO, message).build());
        }
        return result(Samples.text("Logged."));
    }

    private static CallToolResult progress(
            McpSyncServerExchange exchange, CallToolRequest request) {
        Object token = request.progressToken();
        if (token != null) {
            for (double done : new double[] {0, 50, 100}) {
                exchange.progressNotification(
                        ProgressNotification.builder(token, done).total(100.0).build());
            }
        }
        return result(Samples.text("Done."));
    }

    private static CallToolResult sample(McpSyncServerExchange exchange, CallToolRequest request) {
        SamplingMessage message =
                SamplingMessage.builder(Role.USER, Samples.text(argument(request, "prompt")))
                        .build();
        Content answer =
                exchange.createMessage(CreateMessageRequest.builder(List.of(message), 100).build())
                        .content();
        return result(Samples.text("LLM response: " + answer));
    }

    private CallToolResult ask(McpSyncServerExchange exchange, String message, String schema) {
        ElicitResult answer =
                exchange.createElicitation(ElicitFormRequest.builder(message, map(schema)).build());
        return result(
                Samples.text(
                        "User response: action="
                                + answer.action()
                                + ", content="
                                + answer.content()));
    }

    private Map<String, Object> map(String text) {
        try {
            return json.readValue(text, new TypeRef<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String required(String argument) {
        return """
        {"type": "object", "properties": {"%s": {"type": "string"}}, "required": ["%s"]}"""
                .formatted(argument, argument);
    }

    private static String argument(CallToolRequest request, String name) {
        return String.valueOf(request.arguments().get(name));
    }

    private static CallToolResult result(Content... contents) {
        return CallToolResult.builder().content(List.of(contents)).build();
    }
}
