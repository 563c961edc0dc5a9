package dev.sallyport.harness.weather;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The weather service, as the tools see it. */
final class WeatherApi {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /**
     * @param url of the service, without a slash at its end
     */
    WeatherApi(String url) {
        this.url = url;
    }

    /**
     * @throws IOException the service cannot be reached, or answers with anything but 200
     */
    String get(String what, String place) throws IOException, InterruptedException {
        String query = "?place=" + URLEncoder.encode(place, StandardCharsets.UTF_8);
        URI uri = URI.create(url + "/" + what + query);
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(uri.getHost() + " answered " + response.statusCode());
        }
        return response.body();
    }
}
