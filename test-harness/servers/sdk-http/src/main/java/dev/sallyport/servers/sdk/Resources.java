package dev.sallyport.servers.sdk;

import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import java.util.List;

/** The resources that the suite reads or watches. */
final class Resources {
    private Resources() {}

    static List<SyncResourceSpecification> all() {
        return List.of(
                resource(
                        Samples.contents(
                                "test://static-text",
                                "text/plain",
                                "This is the content of the static text resource.")),
                resource(
                        BlobResourceContents.builder("test://static-binary", Samples.PNG)
                                .mimeType("image/png")
                                .build()),
                resource(
                        Samples.contents(
                                "test://watched-resource", "text/plain", "It never changes.")));
    }

    private static SyncResourceSpecification resource(ResourceContents contents) {
        String name = contents.uri().substring("test://".length());
        return new SyncResourceSpecification(
                Resource.builder(contents.uri(), name)
                        .description("The resource " + name + ".")
                        .mimeType(contents.mimeType())
                        .build(),
                (exchange, request) -> read(contents));
    }

    static SyncResourceTemplateSpecification template() {
        return new SyncResourceTemplateSpecification(
                ResourceTemplate.builder("test://template/{id}/data", "template")
                        .description("The data of this id.")
                        .mimeType("application/json")
                        .build(),
                (exchange, request) -> read(data(request.uri())));
    }

    private static ResourceContents data(String uri) {
        String id = uri.split("/", -1)[3];
        return Samples.contents(
                uri,
                "application/json",
                "{\"id\": \"%s\", \"templateTest\": true, \"data\": \"Data for ID: %s\"}"
                        .formatted(id, id));
    }

    private static ReadResourceResult read(ResourceContents contents) {
        return ReadResourceResult.builder(List.of(contents)).build();
    }
}
