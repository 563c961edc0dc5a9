package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.guard.Dns;
import dev.sallyport.harness.guard.ResolverFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network namespace whose addresses are public ones (of RFC 5737's documentation ranges), with an
 * {@link Upstream} at all of them and perhaps a name server, in a process of their own. What runs
 * in there is started by {@link #command}.
 *
 * <p>Where such a namespace is not permitted (it takes root, and Linux), a test that needs one is
 * skipped and says so.
 */
final class PublicNetwork implements AutoCloseable {
    /** Nobody else is there who could have it. */
    static final int PORT = 8080;

    private static final String NAME_SERVER = "192.0.2.53";
    private static final String INSIDE = "inside";

    private static final String IN_NAMESPACE =
            "ip link set lo up || exit; last=$1; shift;"
                    + " while [ \"$1\" != \"$last\" ];"
                    + " do ip address add \"$1/32\" dev lo || exit; shift; done;"
                    + " echo "
                    + INSIDE
                    + "; shift; exec \"$@\"";

    private final Process process;
    private final BufferedReader said;
    private final Writer asking;
    private final List<String> command;

    private PublicNetwork(Process process, ResolverFiles resolvers) {
        this.process = process;
        this.said = process.inputReader();
        this.asking = process.outputWriter();
        List<String> enter = List.of("nsenter", "-n", "-t", Long.toString(process.pid()));
        this.command = resolvers == null ? enter : resolvers.command(enter);
    }

    /** One where names are found as on the machine. */
    static PublicNetwork at(String... addresses) throws IOException {
        return open(null, Map.of(), addresses);
    }

    /**
     * One with a name server, which is the only one that commands in there know of.
     *
     * @param folder for files of this network
     * @param search the domain that completes short names
     * @param zone as of {@link Dns}
     */
    static PublicNetwork named(
            Path folder, String search, Map<String, String> zone, String... addresses)
            throws IOException {
        ResolverFiles resolvers = ResolverFiles.in(folder);
        resolvers.write("nameserver " + NAME_SERVER + "\nsearch " + search + "\n");
        return open(resolvers, zone, addresses);
    }

    private static PublicNetwork open(
            ResolverFiles resolvers, Map<String, String> zone, String... addresses)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("unshare", "-n", "sh", "-c", IN_NAMESPACE, "sh", "--"));
        command.addAll(List.of(addresses));
        command.addAll(List.of(NAME_SERVER, "--"));
        command.add(Jdks.running().java().toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(PublicNetwork.class.getName());
        command.addAll(List.of(addresses));
        zone.forEach((name, address) -> command.add(name + "=" + address));
        PublicNetwork network = new PublicNetwork(start(command), resolvers);
        try {
            assumeTrue(
                    INSIDE.equals(network.said.readLine()),
                    "a network namespace (unshare -n and ip, as root) is not permitted here,"
                            + " so no test can have public addresses");
            if (!String.valueOf(PORT).equals(network.said.readLine())) {
                throw new IOException("nobody listens in the namespace");
            }
        } catch (IOException | RuntimeException notThere) {
            network.close();
            throw notThere;
        }
        return network;
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException noSuchProgram) {
            return abort("unshare is not there, so no test can have public addresses");
        }
    }

    /** In the namespace: answers until nobody holds its stdin any more. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        Map<String, String> zone = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                addresses.add(argument);
            } else {
                zone.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        try (Dns names = Dns.at(NAME_SERVER, zone);
                Upstream pages = Upstream.on(PORT, addresses.toArray(new String[0]));
                BufferedReader asked =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(pages.port());
            for (String domain = asked.readLine(); domain != null; domain = asked.readLine()) {
                System.out.println(names.queriesBelow(domain));
            }
        }
    }

    /** What takes another command as its last arguments, and runs it in there. */
    List<String> command() {
        return command;
    }

    /** How often the name server was asked for this name or one below it so far. */
    long queriesBelow(String domain) throws IOException {
        asking.write(domain + "\n");
        asking.flush();
        return Long.parseLong(said.readLine());
    }

    @Override
    public void close() throws IOException {
        asking.close();
        process.destroy();
    }
}
