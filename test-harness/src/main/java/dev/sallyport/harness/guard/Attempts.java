package dev.sallyport.harness.guard;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the attempts it is given, in order, and prints a line for each.
 *
 * <pre>
 *   socket api.example 4711          a {@link Way}, a {@link Spot}'s words
 *   lookup api.example               InetAddress.getByName; lookup-all; local-host
 *   ask channel 192.0.2.53 a x.example    a {@link DnsWay}, a name server, a {@link DnsQuestion}
 *   listen channel 127.0.0.1 0 a     an own {@link OwnPort}; later $a is its port
 *   answer a 192.0.2.1               has it answer one DNS query
 *   close a
 *   set jdk.net.hosts.file /a/b      a system property
 *   pause                            goes on when its stdin ends
 *   flood 3000 evil.example          that many names below it; says how many were not found
 *   interrupted socket ...           with the thread's interrupt status set
 *   virtual socket ...               on a virtual thread (JDK 21 on)
 * </pre>
 */
public final class Attempts {
    private final Map<String, OwnPort> own = new HashMap<>();

    private Attempts() {}

    public static void main(String[] arguments) {
        Attempts attempts = new Attempts();
        for (String argument : arguments) {
            System.out.println(attempts.line(argument));
        }
    }

    private String line(String attempt) {
        return Report.of(() -> make(List.of(attempt.split(" ", -1))));
    }

    private String make(List<String> words) throws Exception {
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "lookup" -> InetAddress.getByName(rest.get(0)).getHostAddress();
            case "lookup-all" ->
                    Arrays.stream(InetAddress.getAllByName(rest.get(0)))
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(" "));
            case "local-host" -> InetAddress.getLocalHost().getHostAddress();
            case "ask" -> ask(rest);
            case "listen" -> listen(rest);
            case "answer" -> answer(own.get(rest.get(0)), rest.get(1));
            case "close" -> close(own.get(rest.get(0)));
            case "set" -> String.valueOf(System.setProperty(rest.get(0), rest.get(1)));
            case "pause" -> String.valueOf(System.in.readAllBytes().length);
            case "flood" -> flood(Integer.parseInt(rest.get(0)), rest.get(1));
            case "interrupted" -> Threads.interrupted(() -> make(rest));
            case "virtual" -> Threads.virtual(() -> make(rest));
            default -> Way.named(words.get(0)).exchange(spot(rest));
        };
    }

    private static String ask(List<String> words) throws IOException {
        return DnsWay.named(words.get(0))
                .ask(
                        new DnsQuestion(words.get(2), words.get(3)).bytes(),
                        new InetSocketAddress(words.get(1), 53));
    }

    private String listen(List<String> words) throws IOException {
        OwnPort port =
                OwnPort.open(words.get(0), InetAddress.getByName(words.get(1)), port(words.get(2)));
        own.put(words.get(3), port);
        return String.valueOf(port.port());
    }

    private static String answer(OwnPort port, String address) {
        port.answerOne(address);
        return "answers";
    }

    private static String close(Closeable port) throws IOException {
        port.close();
        return "closed";
    }

    private static String flood(int number, String domain) {
        int failed = 0;
        for (int i = 0; i < number; i++) {
            try {
                InetAddress.getByName("n" + i + "." + domain);
            } catch (UnknownHostException refused) {
                failed++;
            }
        }
        return String.valueOf(failed);
    }

    private Spot spot(List<String> words) {
        return new Spot(words.get(0), port(words.get(1)));
    }

    private int port(String word) {
        return word.startsWith("$") ? own.get(word.substring(1)).port() : Integer.parseInt(word);
    }
}
