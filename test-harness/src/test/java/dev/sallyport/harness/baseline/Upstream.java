package dev.sallyport.harness.baseline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host that answers over HTTP at one port of several loopback addresses: {@code /broken} with
 * 500, the first request for each {@code /flaky} with nothing at all, so that clients try again,
 * any other path with a page.
 */
final class Upstream implements AutoCloseable {
    static final String PAGE = "This is the page.";

    private static final int TRIES = 20;

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService answering = Executors.newCachedThreadPool();
    private final AtomicInteger flaky = new AtomicInteger();

    private Upstream() {}

    /** At a port that is free on all of these addresses. */
    static Upstream at(String... addresses) throws IOException {
        BindException last = null;
        for (int i = 0; i < TRIES; i++) {
            Upstream upstream = new Upstream();
            try {
                upstream.open(freePort(), addresses);
                return upstream;
            } catch (BindException takenMeanwhile) {
                upstream.close();
                last = takenMeanwhile;
            }
        }
        throw last;
    }

    /** Where it was before. */
    static Upstream on(int port, String... addresses) throws IOException {
        Upstream upstream = new Upstream();
        upstream.open(port, addresses);
        return upstream;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void open(int port, String... addresses) throws IOException {
        for (String address : addresses) {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 50);
            servers.add(server);
            server.setExecutor(answering);
            server.createContext("/", exchange -> answer(exchange, 200, PAGE));
            server.createContext("/broken", exchange -> answer(exchange, 500, "broken"));
            server.createContext("/flaky", this::answerTheSecondTime);
            server.start();
        }
    }

    int port() {
        return servers.get(0).getAddress().getPort();
    }

    private void answerTheSecondTime(HttpExchange exchange) throws IOException {
        if (flaky.incrementAndGet() % 2 == 1) {
            exchange.close();
        } else {
            answer(exchange, 200, PAGE);
        }
    }

    /** Each answer ends its connection, so that the next request needs another one. */
    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        answering.shutdownNow();
    }
}
