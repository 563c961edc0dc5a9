package dev.sallyport.servers.sdk;

import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One of each kind of content. Nobody looks at the pixels: what counts is how they travel. */
final class Samples {
    static final String PNG =
            Base64.getEncoder().encodeToString("no picture".getBytes(StandardCharsets.UTF_8));

    private static final String WAV =
            Base64.getEncoder().encodeToString("no sound".getBytes(StandardCharsets.UTF_8));

    private Samples() {}

    static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    static ImageContent image() {
        return ImageContent.builder(PNG, "image/png").build();
    }

    static AudioContent audio() {
        return AudioContent.builder(WAV, "audio/wav").build();
    }

    static EmbeddedResource resource(String uri, String type, String text) {
        return EmbeddedResource.builder(contents(uri, type, text)).build();
    }

    static TextResourceContents contents(String uri, String type, String text) {
        return TextResourceContents.builder(uri, text).mimeType(type).build();
    }
}
