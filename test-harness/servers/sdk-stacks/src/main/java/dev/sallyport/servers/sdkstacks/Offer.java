package dev.sallyport.servers.sdkstacks;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What all three offer, and how they say what came of it: tools and a prompt that are told a URI,
 * and a resource, whose URI the launch tells: {@code -Dresource.page=URI}.
 */
final class Offer {
    static final McpJsonMapper JSON = McpJsonDefaults.getMapper();

    static final ServerCapabilities CAPABILITIES =
            ServerCapabilities.builder()
                    .prompts(false)
                    .resources(false, false)
                    .tools(false)
                    .build();

    static final Prompt PROMPT =
            Prompt.builder("page")
                    .description("A page to talk about.")
                    .arguments(
                            List.of(
                                    PromptArgument.builder("uri")
                                            .description("The page's URI.")
                                            .required(true)
                                            .build()))
                    .build();

    static final Resource RESOURCE =
            Resource.builder("test://page", "page")
                    .description("The page that the launch names.")
                    .mimeType("text/plain")
                    .build();

    private static final String SCHEMA =
            """
            {"type": "object", "properties": {"uri": {"type": "string"}}, "required": ["uri"]}""";

    private Offer() {}

    static Tool tool(String name) {
        return Tool.builder(name, JSON, SCHEMA)
                .description("Reads a page by " + name + ".")
                .build();
    }

    static URI page(CallToolRequest request) {
        return page(request.arguments());
    }

    static URI page(GetPromptRequest request) {
        return page(request.arguments());
    }

    private static URI page(Map<String, Object> arguments) {
        return URI.create(String.valueOf(arguments.get("uri")));
    }

    static URI pageOfResource() {
        return URI.create(System.getProperty("resource.page"));
    }

    static CallToolResult called(String body) {
        return CallToolResult.builder().addTextContent(body).build();
    }

    static GetPromptResult prompt(String body) {
        return GetPromptResult.builder(
                        List.of(
                                PromptMessage.builder(Role.USER, TextContent.builder(body).build())
                                        .build()))
                .build();
    }

    static ReadResourceResult resource(String body) {
        return ReadResourceResult.builder(
                        List.of(TextResourceContents.builder(RESOURCE.uri(), body).build()))
                .build();
    }
}
