package dev.sallyport.harness.clients;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

final class Apache5Async {
    private Apache5Async() {}

    static String attempt(String host, int port) throws Exception {
        SimpleHttpRequest request = SimpleRequestBuilder.get(Talk.url(host, port)).build();
        try (CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
            client.start();
            return client.execute(request, null).get().getBodyText();
        }
    }
}
