package dev.sallyport.bench;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.Names;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Provenance;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of the policy, warm: at most a microsecond, and with ten thousand rules at most
 * twice what it takes with ten. Sixteen destinations from all over the policy take turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MatcherBenchmark {
    private static final int TURNS = 16;
    private static final long TODAY = 20_778;
    private static final Provenance NOBODYS = Provenance.ofTools(List.of());

    @Param({"10", "10000"})
    public int rules;

    private Policy policy;
    private LookedUp names;
    private Destination[] listed;
    private Destination[] unlisted;
    private Destination[] inRange;
    private Destination[] wildcard;
    private Destination[] lookup;
    private Destination[] request;
    private Destination[] narrowedRequest;
    private int turn;

    @Setup
    public void setUp() {
        policy = Rules.policy(rules);
        names = new LookedUp();
        listed = turns(ten -> named(Rules.listedHost(ten), "203.0.113.10"), true);
        unlisted = turns(ten -> named("other" + ten + ".example.com", "203.0.113.11"), false);
        inRange = turns(ten -> connection(Address.parse(Rules.addressInRange(ten)), null), true);
        wildcard = turns(ten -> named(Rules.hostOfWildcard(ten), "203.0.113.12"), true);
        request = turns(ten -> request(Rules.listedHost(ten), "203.0.113.13"), true);
        narrowedRequest = turns(ten -> request(Rules.narrowedHost(ten), "203.0.113.14"), true);
        lookup = turns(ten -> new Destination.Lookup(Rules.listedHost(ten)), true);
    }

    /** From all over the policy; each is tried, so that a benchmark measures what it says. */
    private Destination[] turns(IntFunction<Destination> of, boolean allowed) {
        Destination[] destinations = new Destination[TURNS];
        for (int i = 0; i < TURNS; i++) {
            destinations[i] = of.apply((int) ((long) i * (rules / 10) / TURNS));
            if (decide(destinations[i]).allowed() != allowed) {
                throw new IllegalStateException(destinations[i] + ": not as expected");
            }
        }
        return destinations;
    }

    private Destination named(String name, String address) {
        return connection(names.bind(name, Address.parse(address)), name);
    }

    private static Destination connection(Address address, String name) {
        return new Destination.Connection(address, Rules.PORT, Transport.TCP, name);
    }

    /** Asked of the server that the connection was opened for, as nearly all are. */
    private Destination request(String name, String address) {
        return new Destination.Request(
                named(name, address), name, Rules.PORT, "GET", "/points/39.7456,-97.0892");
    }

    @Benchmark
    public Verdict listed() {
        return decide(listed[turn++ & (TURNS - 1)]);
    }

    @Benchmark
    public Verdict unlisted() {
        return decide(unlisted[turn++ & (TURNS - 1)]);
    }

    @Benchmark
    public Verdict addressInRange() {
        return decide(inRange[turn++ & (TURNS - 1)]);
    }

    @Benchmark
    public Verdict wildcard() {
        return decide(wildcard[turn++ & (TURNS - 1)]);
    }

    @Benchmark
    public Verdict request() {
        return decide(request[turn++ & (TURNS - 1)]);
    }

    @Benchmark
    public Verdict narrowedRequest() {
        return decide(narrowedRequest[turn++ & (TURNS - 1)]);
    }

    @Benchmark
    public Verdict lookup() {
        return decide(lookup[turn++ & (TURNS - 1)]);
    }

    private Verdict decide(Destination destination) {
        return policy.decide(destination, NOBODYS, TODAY, names, Nobody.INSTANCE);
    }

    /** Names by look-up, as the agent's ledger holds them. */
    private static final class LookedUp implements Names {
        private final Map<String, Address> addresses = new HashMap<>();

        Address bind(String name, Address address) {
            addresses.put(name, address);
            return address;
        }

        @Override
        public boolean proves(String canonicalName, Address address) {
            return address.equals(addresses.get(canonicalName));
        }

        @Override
        public List<String> namesOf(Address address) {
            return List.of();
        }
    }

    /** A machine without a name, and a process that does not listen. */
    private enum Nobody implements OwnHost {
        INSTANCE;

        @Override
        public boolean isOwnAddress(Address address) {
            return false;
        }

        @Override
        public boolean listensOn(Address address, int port) {
            return false;
        }

        @Override
        public boolean isOwnName(String canonicalName) {
            return false;
        }
    }
}
