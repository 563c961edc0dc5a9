package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process may talk to itself (Tomcat does so at its shutdown), and to nobody else by that. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class OwnPortTest {
    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"socket", "channel", "async"})
    void anOwnPortIsOpenWhileItIsListenedOn(String way) throws Exception {
        List<String> addresses = new ArrayList<>(List.of("127.0.0.1", "::1"));
        interfaceAddress().ifPresent(addresses::add);
        List<String> attempts = new ArrayList<>();
        for (String address : addresses) {
            attempts.add("listen " + way + " " + address + " 0 own");
            attempts.add("reach " + address + " $own");
            attempts.add("close own");
            attempts.add("reach " + address + " $own");
            attempts.add("listen " + way + " " + address + " $own once-more");
            attempts.add("reach " + address + " $own");
        }
        GuardedRun run = selfGuarded().run(Attempts.class, attempts);
        for (int i = 0; i < addresses.size(); i++) {
            List<Answer> answers = run.answers().subList(6 * i, 6 * i + 6);
            String port = answers.get(0).text();
            String host = addresses.get(i);
            String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            assertEquals(Answer.ok("reached"), answers.get(1), run::toString);
            Refusals.of(run).connection(answers.get(3), target, "not-listed");
            assertEquals(Answer.ok("reached"), answers.get(5), run::toString);
            assertEquals(2L, run.events().allowed().get("builtin:self " + target));
        }
    }

    @Test
    void aPortOnEveryAddressIsOpenOnEachAndAsLocalhost() throws Exception {
        List<String> attempts =
                new ArrayList<>(
                        List.of(
                                "listen socket 0.0.0.0 0 own",
                                "reach localhost $own",
                                "reach 127.0.0.9 $own"));
        interfaceAddress().ifPresent(address -> attempts.add("reach " + address + " $own"));
        GuardedRun run = selfGuarded().run(Attempts.class, attempts);
        for (Answer answer : run.answers().subList(1, attempts.size())) {
            assertEquals(Answer.ok("reached"), answer, run::toString);
        }
    }

    /** Whoever can listen on a port of its own must not reach another program's by that. */
    @Test
    void anOwnPortOpensNobodyElsesOfTheSameNumber() throws Exception {
        try (TcpListener neighbour = TcpListener.on("127.0.0.66")) {
            int port = neighbour.port();
            GuardedRun run =
                    selfGuarded()
                            .run(
                                    Attempts.class,
                                    "listen socket 127.0.0.2 " + port + " own",
                                    "socket 127.0.0.66 " + port);
            assertEquals(0, neighbour.accepted());
            Refusals.of(run).connection(run.answers().get(1), "127.0.0.66:" + port, "not-listed");
        }
    }

    /** The kernel hands out a closed listener's number again, to a UDP socket of that port even. */
    @ParameterizedTest
    @ValueSource(strings = {"socket", "channel", "async"})
    void aClosedListenersDescriptorOpensNothing(String way) throws Exception {
        try (TcpListener neighbour = TcpListener.on("127.0.0.66")) {
            int port = neighbour.port();
            GuardedRun run =
                    selfGuarded()
                            .run(
                                    Attempts.class,
                                    "listen " + way + " 127.0.0.66 0 own",
                                    "close own",
                                    "listen datagram 127.0.0.66 " + port + " bound",
                                    "socket 127.0.0.66 " + port);
            assertEquals(Answer.ok(String.valueOf(port)), run.answers().get(2), run::toString);
            assertEquals(0, neighbour.accepted());
            Refusals.of(run).connection(run.answers().get(3), "127.0.0.66:" + port, "not-listed");
        }
    }

    @Test
    void aPortOfAnotherProcessOnThisMachineIsRefused() throws Exception {
        try (TcpListener neighbour = TcpListener.on("127.0.0.1")) {
            int port = neighbour.port();
            GuardedRun run =
                    selfGuarded()
                            .run(
                                    Attempts.class,
                                    "listen socket 127.0.0.1 0 own",
                                    "socket 127.0.0.1 " + port);
            assertEquals(0, neighbour.accepted());
            Refusals.of(run).connection(run.answers().get(1), "127.0.0.1:" + port, "not-listed");
        }
    }

    private GuardedJvm selfGuarded() throws Exception {
        return GuardedJvm.on(jdk, folder).policy(Policies.allowing(""));
    }

    /**
     * An IPv4 address of this machine that is not loopback; a machine without a network has none.
     */
    private static Optional<String> interfaceAddress() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }
}
