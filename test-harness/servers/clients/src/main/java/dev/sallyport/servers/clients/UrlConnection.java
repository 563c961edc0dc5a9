package dev.sallyport.servers.clients;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

final class UrlConnection implements Client.Blocking {
    @Override
    public String read(URI page) throws IOException {
        try (InputStream body = page.toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
