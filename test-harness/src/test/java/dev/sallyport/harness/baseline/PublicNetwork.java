package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace whose addresses are public ones (of RFC 5737's documentation ranges), and an
 * {@link Upstream} at all of them in a process of its own.
 *
 * <p>Where such a namespace is not permitted (it takes root, and Linux), a test that needs one is
 * skipped and says so.
 */
final class PublicNetwork implements AutoCloseable {
    /** Nobody else is there who could have it. */
    static final int PORT = 8080;

    private static final String INSIDE = "inside";

    private static final String IN_NAMESPACE =
            "ip link set lo up || exit; last=$1; shift;"
                    + " while [ \"$1\" != \"$last\" ];"
                    + " do ip address add \"$1/32\" dev lo || exit; shift; done;"
                    + " echo "
                    + INSIDE
                    + "; shift; exec \"$@\"";

    private final Process process;

    private PublicNetwork(Process process) {
        this.process = process;
    }

    static PublicNetwork at(String... addresses) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("unshare", "-n", "sh", "-c", IN_NAMESPACE, "sh", "--"));
        command.addAll(List.of(addresses));
        command.add("--");
        command.add(Jdks.running().java().toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(PublicNetwork.class.getName());
        command.addAll(List.of(addresses));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        PublicNetwork network = new PublicNetwork(process);
        BufferedReader said = process.inputReader();
        assumeTrue(
                INSIDE.equals(said.readLine()),
                "a network namespace (unshare -n and ip, as root) is not permitted here,"
                        + " so no test can have public addresses");
        if (!String.valueOf(PORT).equals(said.readLine())) {
            throw new IOException("nobody listens in the namespace");
        }
        return network;
    }

    /** In the namespace: answers until nobody holds its stdin any more. */
    public static void main(String[] addresses) throws IOException {
        try (Upstream upstream = Upstream.on(PORT, addresses)) {
            System.out.println(upstream.port());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** What takes another command as its last arguments, and runs it in there. */
    List<String> command() {
        return List.of("nsenter", "-n", "-t", Long.toString(process.pid()));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
