package dev.sallyport.servers.clients;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

final class Apache5 implements Client.Blocking {
    private final CloseableHttpClient client = HttpClients.createDefault();

    @Override
    public String read(URI page) throws IOException {
        return client.execute(new HttpGet(page), new BasicHttpClientResponseHandler());
    }
}
