package dev.sallyport.servers.quarkushttp;

import io.quarkiverse.mcp.server.BlobResourceContents;
import io.quarkiverse.mcp.server.RequestUri;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.TextResourceContents;

/** The resources that the suite reads or watches. */
class Resources {
    @Resource(uri = "test://static-text", mimeType = "text/plain")
    TextResourceContents staticText(RequestUri uri) {
        return new TextResourceContents(
                uri.value(), "This is the content of the static text resource.", "text/plain");
    }

    @Resource(uri = "test://static-binary", mimeType = "image/png")
    BlobResourceContents staticBinary(RequestUri uri) {
        return new BlobResourceContents(uri.value(), Samples.PNG, "image/png");
    }

    @Resource(uri = "test://watched-resource", mimeType = "text/plain")
    TextResourceContents watched(RequestUri uri) {
        return new TextResourceContents(uri.value(), "It never changes.", "text/plain");
    }

    @ResourceTemplate(uriTemplate = "test://template/{id}/data", mimeType = "application/json")
    TextResourceContents data(String id, RequestUri uri) {
        return new TextResourceContents(
                uri.value(),
                "{\"id\": \"%s\", \"templateTest\": true, \"data\": \"Data for ID: %s\"}"
                        .formatted(id, id),
                "application/json");
    }
}
