package dev.sallyport.harness.clients;

import java.io.IOException;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.BasicResponseHandler;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

final class Apache4 {
    private Apache4() {}

    static String attempt(String host, int port) throws IOException {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(new HttpGet(Talk.url(host, port)), new BasicResponseHandler());
        }
    }
}
