package dev.sallyport.harness.clients;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

final class Apache5Classic {
    private Apache5Classic() {}

    static String attempt(String host, int port) throws IOException {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(
                    new HttpGet(Talk.url(host, port)), new BasicHttpClientResponseHandler());
        }
    }
}
