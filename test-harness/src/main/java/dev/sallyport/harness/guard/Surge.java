package dev.sallyport.harness.guard;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Many threads that all go through the same sequence of places at the same time, so that they race
 * for the first attempt at each: {@code port places kind...}, a kind of {@link Threads} for each
 * thread. Places are {@code 127.1.x.y} and {@code 127.2.x.y} in turn.
 *
 * <p>Each attempt that has returned is told on stdout, in one write: {@code reached 127.1.0.1},
 * {@code refused 127.2.0.1}, so that even after a kill a reader knows of every one but the last of
 * each thread. It ends when stdin does.
 */
public final class Surge {
    private final int port;
    private final int places;
    // One write(2) a line, which a pipe takes whole.
    private final FileOutputStream told = new FileOutputStream(FileDescriptor.out);

    private Surge(int port, int places) {
        this.port = port;
        this.places = places;
    }

    public static void main(String[] arguments) throws Exception {
        Surge surge = new Surge(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        List<FutureTask<String>> threads = new ArrayList<>();
        for (String kind : List.of(arguments).subList(2, arguments.length)) {
            threads.add(new FutureTask<>(() -> Threads.of(kind, surge::visits)));
        }
        for (FutureTask<String> thread : threads) {
            new Thread(thread, "surge").start();
        }
        for (FutureTask<String> thread : threads) {
            thread.get();
        }
        System.in.readAllBytes();
    }

    private String visits() throws IOException {
        for (int i = 0; i < places; i++) {
            int pair = i / 2;
            byte[] place = {127, (byte) (1 + i % 2), (byte) (pair / 128), (byte) (1 + pair % 128)};
            InetAddress address = InetAddress.getByAddress(place);
            String line = visit(address) + " " + address.getHostAddress() + "\n";
            told.write(line.getBytes(StandardCharsets.US_ASCII));
        }
        return "";
    }

    private String visit(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 10_000);
            return "reached";
        } catch (IOException e) {
            return "refused";
        }
    }
}
