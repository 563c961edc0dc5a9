package dev.sallyport.servers.clients;

import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.eclipse.jetty.client.HttpClient;

/** Clients that have one connection to a host: who comes later waits for it. */
public final class Narrow {
    private Narrow() {}

    /** All of them, made for this caller; they live as long as the JVM. */
    public static Map<String, Client.Promising> clients() throws Exception {
        Map<String, Client.Promising> clients = new LinkedHashMap<>();
        clients.put("okhttp", okHttp());
        clients.put("apache5_strict", apache5(PoolConcurrencyPolicy.STRICT));
        clients.put("apache5_lax", apache5(PoolConcurrencyPolicy.LAX));
        clients.put(
                "apache4",
                new Apache4Async(
                        org.apache.http.impl.nio.client.HttpAsyncClients.custom()
                                .setMaxConnPerRoute(1)
                                .build()));
        clients.put("jetty", jetty());
        return clients;
    }

    private static Client.Promising okHttp() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(1);
        return new OkHttp(new OkHttpClient.Builder().dispatcher(dispatcher).build());
    }

    private static Client.Promising apache5(PoolConcurrencyPolicy policy) {
        return new Apache5Async(
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setPoolConcurrencyPolicy(policy)
                                        .setMaxConnPerRoute(1)
                                        .build())
                        .build());
    }

    private static Client.Promising jetty() throws Exception {
        HttpClient client = new HttpClient();
        client.setMaxConnectionsPerDestination(1);
        return new Jetty(client);
    }
}
