package dev.sallyport.harness.guard;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that connect to one place, again and again: {@code address port threads times}. */
public final class Storm {
    private final InetSocketAddress target;
    private final int times;

    private Storm(InetSocketAddress target, int times) {
        this.target = target;
        this.times = times;
    }

    /** Prints how many of them ended in a ConnectException. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        InetSocketAddress target =
                new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        int threads = Integer.parseInt(arguments[2]);
        Storm storm = new Storm(target, Integer.parseInt(arguments[3]));
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(storm::refusals);
        }
        int refused = 0;
        for (Future<Integer> done : executor.invokeAll(tasks)) {
            refused += done.get();
        }
        executor.shutdown();
        System.out.println(refused);
    }

    private int refusals() throws IOException {
        int refused = 0;
        for (int i = 0; i < times; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(target, 10_000);
            } catch (ConnectException e) {
                refused++;
            }
        }
        return refused;
    }
}
