package dev.sallyport.harness.guard;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A listener for each of the JDK's ways out, so that what arrives, and what is counted, tells which
 * way it came.
 */
final class WayListeners implements AutoCloseable {
    static final List<String> TCP =
            List.of(
                    "socket",
                    "socket-constructor",
                    "channel",
                    "channel-non-blocking",
                    "async-future",
                    "async-handler",
                    "url",
                    "http-send",
                    "http-send-async");
    static final List<String> UDP = List.of("datagram-channel", "datagram-socket");
    static final List<String> ALL = Stream.concat(TCP.stream(), UDP.stream()).toList();

    private final Map<String, TcpListener> tcp = new LinkedHashMap<>();
    private final Map<String, UdpListener> udp = new LinkedHashMap<>();

    static WayListeners on(String address) throws IOException {
        WayListeners listeners = new WayListeners();
        for (String way : TCP) {
            listeners.tcp.put(way, TcpListener.on(address));
        }
        for (String way : UDP) {
            listeners.udp.put(way, UdpListener.on(address));
        }
        return listeners;
    }

    /**
     * How many attempts a refusal takes this way: {@code HttpClient} makes a failed connection once
     * more by itself.
     */
    static long attemptsOfOne(String way) {
        return way.startsWith("http-") ? 2 : 1;
    }

    /** An attempt for each way, in the words of {@link Attempts}. */
    List<String> attempts(String host) {
        return ALL.stream().map(way -> way + " " + host + " " + port(way)).toList();
    }

    int port(String way) {
        return tcp.containsKey(way) ? tcp.get(way).port() : udp.get(way).port();
    }

    /** The way's listener as messages and events name it. */
    String target(String way, String host) {
        return host + ":" + port(way) + (udp.containsKey(way) ? "/udp" : "");
    }

    /** As a policy's {@code ports}. */
    String tcpPorts() {
        return tcp.values().stream()
                .map(listener -> String.valueOf(listener.port()))
                .collect(Collectors.joining(", "));
    }

    /** As a policy's {@code ports}. */
    String udpPorts() {
        return udp.values().stream()
                .map(listener -> String.valueOf(listener.port()))
                .collect(Collectors.joining(", "));
    }

    /** How many connections or datagrams each way has brought. */
    Map<String, Integer> arrived() throws IOException, InterruptedException {
        Map<String, Integer> arrived = new LinkedHashMap<>();
        for (String way : TCP) {
            arrived.put(way, tcp.get(way).accepted());
        }
        for (String way : UDP) {
            arrived.put(way, udp.get(way).received());
        }
        return arrived;
    }

    /** The same for every way: what {@link #arrived} is compared with. */
    static Map<String, Integer> each(int count) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        ALL.forEach(way -> counts.put(way, count));
        return counts;
    }

    @Override
    public void close() throws IOException {
        for (TcpListener listener : tcp.values()) {
            listener.close();
        }
        for (UdpListener listener : udp.values()) {
            listener.close();
        }
    }
}
