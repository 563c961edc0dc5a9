package dev.sallyport.harness.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Asks a proxy, in order, and prints a line for each.
 *
 * <pre>
 *   127.0.0.10 3128              the proxy
 *   url api.example 80           HttpURLConnection, the proxy by its argument
 *   property api.example 80      the same, the proxy by http.proxyHost
 *   tunnel api.example 80        CONNECT by Socket, then a request within
 * </pre>
 */
public final class ThroughProxy {
    private static final int PATIENCE_MILLIS = 10_000;

    private ThroughProxy() {}

    public static void main(String[] arguments) {
        List<String> proxy = List.of(arguments[0].split(" ", -1));
        InetSocketAddress address =
                new InetSocketAddress(proxy.get(0), Integer.parseInt(proxy.get(1)));
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            List<String> words = List.of(argument.split(" ", -1));
            System.out.println(Report.of(() -> ask(address, words)));
        }
    }

    private static String ask(InetSocketAddress proxy, List<String> words) throws IOException {
        String host = words.get(1);
        int port = Integer.parseInt(words.get(2));
        return switch (words.get(0)) {
            case "url" -> read(url(host, port), new Proxy(Proxy.Type.HTTP, proxy));
            case "property" -> {
                System.setProperty("http.proxyHost", proxy.getHostString());
                System.setProperty("http.proxyPort", String.valueOf(proxy.getPort()));
                yield read(url(host, port), null);
            }
            case "tunnel" -> tunnel(host, port, proxy);
            default -> throw new IllegalArgumentException(words.toString());
        };
    }

    private static URI url(String host, int port) {
        return URI.create("http://" + host + ":" + port + "/");
    }

    private static String read(URI uri, Proxy proxy) throws IOException {
        URLConnection connection =
                proxy == null ? uri.toURL().openConnection() : uri.toURL().openConnection(proxy);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String tunnel(String host, int port, InetSocketAddress proxy)
            throws IOException {
        try (Socket socket = new Socket(new Proxy(Proxy.Type.HTTP, proxy))) {
            socket.connect(InetSocketAddress.createUnresolved(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET / HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.lastIndexOf('\n') + 1);
        }
    }
}
