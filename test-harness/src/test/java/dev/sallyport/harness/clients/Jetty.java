package dev.sallyport.harness.clients;

import org.eclipse.jetty.client.HttpClient;

final class Jetty {
    private Jetty() {}

    static String attempt(String host, int port) throws Exception {
        HttpClient client = new HttpClient();
        client.start();
        try {
            return client.GET(Talk.url(host, port)).getContentAsString();
        } finally {
            client.stop();
        }
    }
}
