package dev.sallyport.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests by the JDK's HTTP client over a connection that is kept; the CPU is the process's. */
final class RequestLoad {
    /** Requests of a turn. */
    static final int REQUESTS = 4_000;

    private RequestLoad() {}

    /** Arguments: version and address. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.valueOf(arguments[0])).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[1])).build();
        OnDemand.serve(
                () -> {
                    long cpu = process.getProcessCpuTime();
                    long start = System.nanoTime();
                    for (int i = 0; i < REQUESTS; i++) {
                        HttpResponse<String> response =
                                client.send(request, HttpResponse.BodyHandlers.ofString());
                        if (!response.version().name().equals(arguments[0])
                                || response.statusCode() != 200) {
                            throw new IOException("not as asked for: " + response);
                        }
                    }
                    long nanos = System.nanoTime() - start;
                    return Turn.ofNanos(REQUESTS, nanos, process.getProcessCpuTime() - cpu);
                });
    }
}
