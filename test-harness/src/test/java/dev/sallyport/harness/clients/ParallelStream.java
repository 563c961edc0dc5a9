package dev.sallyport.harness.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class ParallelStream {
    private static final int MANY = 8;

    private ParallelStream() {}

    /** The answers, equal ones once. */
    static String attempt(String host, int port) {
        return IntStream.range(0, MANY)
                .parallel()
                .mapToObj(any -> talk(host, port))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String talk(String host, int port) {
        try {
            return Talk.attempt(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
