package dev.sallyport.bench;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.attribution.MainJar;
import dev.sallyport.agent.attribution.MainProgram;
import dev.sallyport.agent.attribution.StackCallers;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.agent.gate.Telemetry;
import dev.sallyport.agent.guard.Guard;
import dev.sallyport.agent.guard.Orders;
import dev.sallyport.agent.guard.ProtectedFiles;
import dev.sallyport.agent.record.OwnFiles;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Run;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the gate pays for a destination that is on record already: the decision, the count, no
 * allocation ({@code gc.alloc.rate.norm}). The byte arrays are the gate's own copies and not
 * counted here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class GuardBenchmark {
    private static final String HOST = Rules.listedHost(0);
    private static final byte[] OF_HOST = Address.parse("203.0.113.10").toBytes();
    private static final byte[] IN_RANGE = Address.parse(Rules.addressInRange(0)).toBytes();
    private static final byte[] UNLISTED = Address.parse("203.0.113.66").toBytes();

    private Path folder;
    private Guard guard;

    /** Whose figures somebody reads. */
    private Guard watched;

    /** The same by host. */
    private Guard hosts;

    @Setup
    public void setUp() throws IOException {
        folder = Files.createTempDirectory("bench");
        guard = guard("run", false);
        watched = guard("watched", false);
        watched.figures();
        hosts = guard("hosts", true);
        hosts.figures();
        require(connectByName() == null && connectByRange() == null && connectUnnamed() == null);
        require(connectWatched() == null && connectWatchedByHost() == null);
        require(lookup() == null && resolve() == null && connectUnlisted() != null);
    }

    private Guard guard(String run, boolean countsHosts) {
        Recorder recorder =
                new Recorder(
                        new Run("bench", run, 1, "0"),
                        folder.resolve(run + ".jsonl").toFile(),
                        OwnFiles.Work::run);
        Guard made =
                new Guard(
                        new Orders("bench", Rules.policy(40), null, null, countsHosts, null),
                        new Quiet(),
                        recorder,
                        null,
                        new NoDoors(),
                        new ProtectedFiles(),
                        Callers.NOBODY,
                        new MainJar(MainProgram.ofThisLaunch(), new StackCallers()));
        made.resolved(HOST, OF_HOST);
        return made;
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("not decided as expected");
        }
    }

    /** As the agent's thread does once a second. */
    @TearDown(Level.Iteration)
    public void beat() {
        guard.beat();
        watched.beat();
        hosts.beat();
    }

    @TearDown
    public void tidy() throws IOException {
        for (String run : List.of("run", "watched", "hosts")) {
            Files.delete(folder.resolve(run + ".jsonl"));
        }
        Files.delete(folder);
    }

    @Benchmark
    public String connectByName() {
        return guard.connect(OF_HOST, Rules.PORT, HOST, Sentry.TCP);
    }

    @Benchmark
    public String connectWatched() {
        return watched.connect(OF_HOST, Rules.PORT, HOST, Sentry.TCP);
    }

    @Benchmark
    public String connectWatchedByHost() {
        return hosts.connect(OF_HOST, Rules.PORT, HOST, Sentry.TCP);
    }

    @Benchmark
    public String connectUnnamed() {
        return guard.connect(OF_HOST, Rules.PORT, null, Sentry.TCP);
    }

    @Benchmark
    public String connectByRange() {
        return guard.connect(IN_RANGE, Rules.PORT, null, Sentry.TCP);
    }

    @Benchmark
    public String connectUnlisted() {
        return guard.connect(UNLISTED, Rules.PORT, null, Sentry.TCP);
    }

    @Benchmark
    public String lookup() {
        return guard.lookup(HOST);
    }

    @Benchmark
    public String resolve() {
        return guard.resolve(HOST);
    }

    /** The facts that only a class of java.base gets; nothing here hangs on them. */
    private static final class NoDoors implements Doors {
        @Override
        public void arm(String library) {}

        @Override
        public boolean hasTransports() {
            return false;
        }

        @Override
        public void watchNetwork() {}

        @Override
        public void carryLabels() {}

        @Override
        public boolean watchHandshakes() {
            return false;
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public void readStreams() {}

        @Override
        public void readRequests() {}

        @Override
        public String unread() {
            return null;
        }

        @Override
        public boolean hasHooks(String type, byte[] file) {
            return false;
        }
    }

    private static final class Quiet implements Ground {
        @Override
        public void write(Writing work) throws IOException {
            work.run();
        }

        @Override
        public boolean listensOn(byte[] address, int port) {
            return false;
        }

        @Override
        public boolean isOwnAddress(byte[] address) {
            return false;
        }

        @Override
        public void settle(String[] classes) {}

        @Override
        public void settleLabels(String[] classes) {}

        @Override
        public Telemetry telemetry() {
            return null;
        }

        @Override
        public Object handedOverBy() {
            return null;
        }

        @Override
        public void trace(String tool) {}

        @Override
        public ToolCalls toolCalls() {
            return ToolCalls.NONE;
        }

        @Override
        public String hostName() {
            return "bench";
        }

        @Override
        public String[] launchArguments() {
            return new String[0];
        }
    }
}
