package dev.sallyport.servers.quarkushttp;

import io.quarkiverse.mcp.server.AudioContent;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.TextResourceContents;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One of each kind of content. Nobody looks at the pixels: what counts is how they travel. */
final class Samples {
    static final String PNG =
            Base64.getEncoder().encodeToString("no picture".getBytes(StandardCharsets.UTF_8));

    private static final String WAV =
            Base64.getEncoder().encodeToString("no sound".getBytes(StandardCharsets.UTF_8));

    private Samples() {}

    static ImageContent image() {
        return new ImageContent(PNG, "image/png");
    }

    static AudioContent audio() {
        return new AudioContent(WAV, "audio/wav");
    }

    static EmbeddedResource resource(String uri, String type, String text) {
        return new EmbeddedResource(new TextResourceContents(uri, text, type));
    }
}
