package dev.sallyport.harness.clients;

/**
 * Makes the attempts it is given, {@code OKHTTP api.example 4711}, and prints the {@link Outcome}
 * of each.
 *
 * <p>Those of {@link Client#SHUTDOWN_HOOK} are made while the JVM shuts down.
 */
public final class ClientsOfTheWorld {
    private ClientsOfTheWorld() {}

    public static void main(String[] attempts) {
        for (String attempt : attempts) {
            if (client(attempt) == Client.SHUTDOWN_HOOK) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> report(attempt)));
            } else {
                report(attempt);
            }
        }
        // Some leave threads behind that would keep the JVM.
        System.exit(0);
    }

    private static void report(String attempt) {
        String[] words = attempt.split(" ", -1);
        Outcome.print(attempt, () -> client(attempt).attempt(words[1], Integer.parseInt(words[2])));
    }

    private static Client client(String attempt) {
        return Client.valueOf(attempt.substring(0, attempt.indexOf(' ')));
    }
}
