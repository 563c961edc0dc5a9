package dev.sallyport.servers.clients;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;

/** A server's clients, by the names of the tools that use them. */
public final class Clients {
    private Clients() {}

    /** Seven, made for this caller; they live as long as the JVM. */
    public static Map<String, Client> seven() throws Exception {
        Map<String, Client> clients = new LinkedHashMap<>();
        clients.put("jdk", jdk());
        clients.put("url_connection", urlConnection());
        clients.put("okhttp", okHttp());
        clients.put("apache5", apache5());
        clients.put("apache5_async", apache5Async());
        clients.put("jetty", jetty());
        clients.put("socket", socket());
        return clients;
    }

    /** The JDK's, on its own selector and workers. */
    public static Client.Promising jdk() {
        HttpClient client = HttpClient.newHttpClient();
        return page ->
                client.sendAsync(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .thenApply(HttpResponse::body);
    }

    public static Client.Blocking urlConnection() {
        return new UrlConnection();
    }

    /** On threads of OkHttp's dispatcher. */
    public static Client.Promising okHttp() {
        return new OkHttp(new OkHttpClient());
    }

    public static Client.Blocking apache5() {
        return new Apache5();
    }

    /** On Apache's reactor. */
    public static Client.Promising apache5Async() {
        return new Apache5Async(HttpAsyncClients.createDefault());
    }

    /** On Jetty's pool and selectors. */
    public static Client.Promising jetty() throws Exception {
        return new Jetty(new org.eclipse.jetty.client.HttpClient());
    }

    /** A plain socket, each on a new thread. */
    public static Client.Promising socket() {
        return new PlainSocket();
    }

    /** Blocking, on a pool of the server's whose threads one call starts and another gets. */
    public static Client.Promising apache4() {
        return new Apache4();
    }
}
