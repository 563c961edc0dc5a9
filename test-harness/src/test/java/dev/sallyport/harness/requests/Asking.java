package dev.sallyport.harness.requests;

import dev.sallyport.harness.clients.Outcome;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends the requests it is given, {@code jdk-1 GET http://listed.example:4711/page} and perhaps
 * another authority behind, each client's by one object, and prints the {@link Outcome} of each.
 */
public final class Asking {
    private Asking() {}

    public static void main(String[] requests) throws Exception {
        Map<String, Sender> senders = new HashMap<>();
        for (String request : requests) {
            String[] words = request.split(" ", -1);
            if (!senders.containsKey(words[0])) {
                senders.put(words[0], Sender.of(words[0]));
            }
            Sender sender = senders.get(words[0]);
            String authority = words.length > 3 ? words[3] : null;
            Outcome.print(request, () -> sender.send(words[1], URI.create(words[2]), authority));
        }
        // Some leave threads behind that would keep the JVM.
        System.exit(0);
    }
}
