package dev.sallyport.harness.clients;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

final class OkHttp {
    private OkHttp() {}

    static String attempt(String host, int port) throws IOException {
        Request request = new Request.Builder().url(Talk.url(host, port)).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.body().string();
        }
    }
}
