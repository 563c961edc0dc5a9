package dev.sallyport.harness.clients;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

final class AwsUrlConnection {
    private AwsUrlConnection() {}

    static String attempt(String host, int port) throws IOException {
        SdkHttpRequest get =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .uri(URI.create(Talk.url(host, port)))
                        .build();
        try (SdkHttpClient client = UrlConnectionHttpClient.create()) {
            byte[] body =
                    client.prepareRequest(HttpExecuteRequest.builder().request(get).build())
                            .call()
                            .responseBody()
                            .orElseThrow()
                            .readAllBytes();
            return new String(body, StandardCharsets.US_ASCII);
        }
    }
}
