package dev.sallyport.harness.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** The honest upstream: what {@code https://api.weather.gov} answers here. */
final class WeatherService implements AutoCloseable {
    static final String HOST = "api.weather.gov";
    static final String FORECAST = "Berlin: 4 C, light rain, wind from the west at 12 km/h.";
    static final String ALERTS = "Berlin: no warnings.";

    private final HttpsServer server;

    WeatherService(SSLContext tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(Loopback.address(2), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/forecast", exchange -> answer(exchange, FORECAST));
        server.createContext("/alerts", exchange -> answer(exchange, ALERTS));
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    String url() {
        return "https://" + HOST + ":" + address().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            boolean known = "place=Berlin".equals(exchange.getRequestURI().getRawQuery());
            byte[] body = (known ? text : "no such place").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
