package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Query;
import dev.sallyport.agent.wire.DnsAnswer;
import dev.sallyport.agent.wire.DnsQuery;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Resolvers;
import dev.sallyport.policy.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Datagrams to DNS servers, which libraries with a resolver of their own send: judged by the name
 * that they ask for, as the look-ups that they are, and not by where they go. What the servers
 * answer proves names as the built-in resolver's answers do.
 *
 * <p>Only the machine's own servers and those that the policy lists are such servers. One at an
 * address and port that a socket of this process was ever bound to may be the process itself, and
 * its answers prove nothing.
 */
final class Datagrams {
    private static final int DNS = 53;

    /** Nobody binds as many; beyond it no server's answers prove anything. */
    private static final int MOST_BOUND = 64;

    private static final Address ANY_IPV4 = Address.of(new byte[4]);
    private static final Address ANY_IPV6 = Address.of(new byte[16]);

    private final boolean learning;
    private final boolean denying;
    private final Resolvers listed;
    private final ResolvConf machine;
    private final LookUps lookUps;
    private final NameLedger ledger;
    private final ThisHost host;
    private final Aliases aliases = new Aliases();

    /** What resolvers say that they were asked for, where they ask for more. */
    private final Aliases completions = new Aliases();

    /** By {@link #spot}. */
    private final ConcurrentHashMap<String, Boolean> bound = new ConcurrentHashMap<>();

    Datagrams(
            Policy policy, ResolvConf machine, LookUps lookUps, NameLedger ledger, ThisHost host) {
        this.learning = policy.isLearning();
        this.denying = !policy.deny().isEmpty();
        this.listed = policy.resolvers();
        this.machine = machine;
        this.lookUps = lookUps;
        this.ledger = ledger;
        this.host = host;
    }

    boolean isServer(byte[] address, int port) {
        if (port != DNS && listed.list().isEmpty()) {
            return false;
        }
        Address server = Address.of(address);
        return (port == DNS && machine.lists(server)) || listed.isDnsServer(server, port);
    }

    /** A datagram socket of this process has this address. */
    void bind(byte[] address, int port) {
        if ((port == DNS || listed.isDnsPort(port)) && bound.size() < MOST_BOUND) {
            bound.put(spot(Address.of(address), port), Boolean.TRUE);
        }
    }

    private static String spot(Address address, int port) {
        return port + " " + address;
    }

    /**
     * A message to a server.
     *
     * @return {@code null} where it is not one plain query
     */
    Query query(byte[] server, int port, byte[] message) {
        DnsQuery query = DnsQuery.of(message);
        if (query == null) {
            return null;
        }
        Address reversed = query.reversed();
        if (reversed != null) {
            return new Asked(query, null, server, port, lookUps.reverse(reversed));
        }
        String meant = meant(query.name());
        String refusal =
                meant == null ? lookUps.forward(query.name(), true) : lookUps.along(query.name());
        if (learning && meant != null && refusal == null) {
            refusal = lookUps.forward(meant, false);
        }
        String name = meant == null ? query.name() : meant;
        return new Asked(query, name, server, port, refusal);
    }

    /**
     * As {@code Sentry.completes}. The servers' answers prove both names, whichever was asked for;
     * so this opens nothing, and only a learning run, which lists nothing yet, has to ask.
     */
    void completes(String asked, String completed) {
        String name = learning ? LookUps.canonical(asked) : null;
        String longer = name == null ? null : LookUps.canonical(completed);
        if (longer == null) {
            return;
        }
        if (longer.equals(name)) {
            completions.remove(longer);
            return;
        }
        for (int i = 0; i < machine.searchDomains(); i++) {
            if (name.equals(machine.withoutSearchDomain(longer, i))) {
                completions.add(Collections.singletonList(longer), name);
            }
        }
    }

    /**
     * The listed name for whose sake a resolver asks for one that is not: it has put a search
     * domain behind it, or a server has said that it is only an alias.
     *
     * @return {@code null} where the name stands for itself
     */
    private String meant(String name) {
        Verdict verdict = lookUps.verdict(name);
        if (!has(verdict, verdict.allowed() ? Reason.LEARN : Reason.LOOKUP_NOT_LISTED)) {
            return null;
        }
        String alias = aliases.meaning(name);
        if (alias != null && lookUps.verdict(alias).allowed()) {
            return alias;
        }
        if (learning) {
            return completions.meaning(LookUps.shown(name));
        }
        for (int i = 0; !verdict.allowed() && i < machine.searchDomains(); i++) {
            String without = machine.withoutSearchDomain(name, i);
            if (without != null && lookUps.verdict(without).allowed()) {
                return without;
            }
        }
        return null;
    }

    /**
     * The listed name that a library's resolver was asked for, or in a learning run any, where the
     * address that it gave claims the one that it asked for in its place: with a search domain
     * behind it.
     *
     * @param claim what the address says its name is, or {@code null}
     * @return {@code null} where nobody has answered for both
     */
    String meant(String claim, Address address) {
        String name = claim == null ? null : LookUps.canonical(claim);
        if (name == null || !ledger.isByLibrary(name, address)) {
            return null;
        }
        if (learning) {
            String asked = completions.meaning(name);
            return asked != null && ledger.proves(asked, address) ? asked : null;
        }
        for (int i = 0; i < machine.searchDomains(); i++) {
            String without = machine.withoutSearchDomain(name, i);
            if (without != null && ledger.proves(without, address)) {
                return without;
            }
        }
        return null;
    }

    /**
     * The other way round: the name that a library's resolver has asked for in place of the one
     * that is claimed, which a deny rule may mean.
     *
     * @return {@code null} where no rule denies anything, or nobody has answered for both
     */
    String completed(String claim, Address address) {
        String name = claim == null || !denying ? null : LookUps.canonical(claim);
        if (name == null || !ledger.isByLibrary(name, address)) {
            return null;
        }
        for (int i = 0; i < machine.searchDomains(); i++) {
            String longer = machine.withSearchDomain(name, i);
            if (ledger.isByLibrary(longer, address)) {
                return longer;
            }
        }
        return null;
    }

    private static boolean has(Verdict verdict, Reason reason) {
        return verdict.reason().equals(reason.wire());
    }

    private boolean isMyself(Address server, int port) {
        if (bound.isEmpty()) {
            return false;
        }
        boolean any =
                bound.containsKey(spot(ANY_IPV4, port)) || bound.containsKey(spot(ANY_IPV6, port));
        return bound.size() >= MOST_BOUND
                || bound.containsKey(spot(server, port))
                || (any && host.isOwnAddress(server));
    }

    /** A query that has left, or was refused. */
    private final class Asked implements Query {
        private final DnsQuery query;
        private final String meant;
        private final byte[] server;
        private final int port;
        private final String refusal;

        Asked(DnsQuery query, String meant, byte[] server, int port, String refusal) {
            this.query = query;
            this.meant = meant;
            this.server = server;
            this.port = port;
            this.refusal = refusal;
        }

        @Override
        public String refusal() {
            return refusal;
        }

        @Override
        public boolean answered(byte[] datagram) {
            DnsAnswer answer = DnsAnswer.of(datagram, query);
            if (answer != null && meant != null && !isMyself(Address.of(server), port)) {
                prove(answer);
            }
            return answer != null;
        }

        private void prove(DnsAnswer answer) {
            String asked = LookUps.canonical(query.name());
            String name = LookUps.canonical(meant);
            if (asked == null || name == null) {
                return;
            }
            List<Address> addresses = answer.addresses();
            for (int i = 0; i < addresses.size(); i++) {
                ledger.bindByLibrary(name, addresses.get(i));
                if (!asked.equals(name)) {
                    ledger.bindByLibrary(asked, addresses.get(i));
                }
            }
            aliases.add(answer.aliases(), name);
        }
    }
}
