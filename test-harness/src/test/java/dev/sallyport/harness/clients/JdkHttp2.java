package dev.sallyport.harness.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Without TLS: the first request asks for the upgrade, and its answer comes by HTTP/2. */
final class JdkHttp2 {
    private JdkHttp2() {}

    static String attempt(String host, int port) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(Talk.url(host, port))).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.version() == HttpClient.Version.HTTP_2
                ? response.body()
                : response.body() + " by " + response.version();
    }
}
