package dev.sallyport.agent.guard;

import dev.sallyport.event.Activity;
import dev.sallyport.event.HttpRequest;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.util.Objects;

/**
 * What tells kinds of attempts apart. Made at every attempt, so it is small and hashes without
 * making strings.
 */
final class AttemptKey {
    private final Activity activity;
    private final String name;
    private final Address address;
    private final int port;
    private final Transport transport;
    private final String path;
    private final String compared;
    private final HttpRequest request;
    private final Verdict verdict;
    private final int cell;

    /** The kind that was last asked for; any thread's, and good for every one. */
    private KindKey lastKind;

    private AttemptKey(
            Activity activity,
            String name,
            Address address,
            int port,
            Transport transport,
            String path,
            String compared,
            HttpRequest request,
            Verdict verdict) {
        this.activity = activity;
        this.name = name;
        this.address = address;
        this.port = port;
        this.transport = transport;
        this.path = path;
        this.compared = compared;
        this.request = request;
        this.verdict = verdict;
        this.cell = Tally.cell(activity, transport, verdict);
    }

    static AttemptKey connection(
            String name, Address address, int port, Transport transport, Verdict verdict) {
        return new AttemptKey(
                Activity.CONNECT, name, address, port, transport, null, null, null, verdict);
    }

    /**
     * A name that is spoken on a connection.
     *
     * @param address that it is spoken to; {@code null} where a listed proxy resolves the name
     * @param compared what was held against what; {@code null} for nothing
     */
    static AttemptKey spoken(
            String name, Address address, int port, String compared, Verdict verdict) {
        return new AttemptKey(
                Activity.CONNECT,
                name,
                address,
                port,
                Transport.TCP,
                null,
                compared,
                null,
                verdict);
    }

    /**
     * A request of HTTP.
     *
     * @param name its authority's
     * @param address of the connection; {@code null} where a listed proxy resolves the name
     * @param compared what was held against what; {@code null} for nothing
     */
    static AttemptKey request(
            String name,
            Address address,
            int port,
            HttpRequest request,
            String compared,
            Verdict verdict) {
        return new AttemptKey(
                Activity.REQUEST,
                name,
                address,
                port,
                Transport.TCP,
                null,
                compared,
                request,
                verdict);
    }

    static AttemptKey lookup(String name, Verdict verdict) {
        return new AttemptKey(Activity.LOOKUP, name, null, 0, null, null, null, null, verdict);
    }

    static AttemptKey reverse(Address address, Verdict verdict) {
        return new AttemptKey(
                Activity.REVERSE_LOOKUP, null, address, 0, null, null, null, null, verdict);
    }

    /** A unix-domain socket, a program or a native library. */
    static AttemptKey path(Activity activity, String path, Verdict verdict) {
        return new AttemptKey(activity, null, null, 0, null, path, null, null, verdict);
    }

    /** Its kind, made once for the calls that it is asked for again and again. */
    KindKey kind(ToolCalls calls) {
        KindKey last = lastKind;
        if (last == null || !last.isOf(calls)) {
            last = new KindKey(this, calls);
            lastKind = last;
        }
        return last;
    }

    Activity activity() {
        return activity;
    }

    /** Canonical; {@code null} where none is known. */
    String name() {
        return name;
    }

    Address address() {
        return address;
    }

    int port() {
        return port;
    }

    Transport transport() {
        return transport;
    }

    String path() {
        return path;
    }

    /** What was held against what; {@code null} for nothing. */
    String compared() {
        return compared;
    }

    /** Of HTTP; else {@code null}. */
    HttpRequest request() {
        return request;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Where {@link Tally} counts it. */
    int cell() {
        return cell;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttemptKey that
                && activity == that.activity
                && port == that.port
                && transport == that.transport
                && Objects.equals(name, that.name)
                && Objects.equals(address, that.address)
                && Objects.equals(path, that.path)
                && Objects.equals(compared, that.compared)
                && Objects.equals(method(request), method(that.request))
                && Objects.equals(path(request), path(that.request))
                && verdict.reason().equals(that.verdict.reason());
    }

    @Override
    public int hashCode() {
        int hash = activity.hashCode() * 31 + port;
        hash = hash * 31 + Objects.hashCode(name);
        hash = hash * 31 + Objects.hashCode(address);
        hash = hash * 31 + Objects.hashCode(path);
        hash = hash * 31 + Objects.hashCode(compared);
        hash = hash * 31 + Objects.hashCode(path(request));
        return hash * 31 + verdict.reason().hashCode();
    }

    /** The same text in every run: a violation's id is made of it. */
    @Override
    public String toString() {
        String over = transport == null ? "" : transport.wire();
        String at = path == null ? "" : "|" + path;
        String held = compared == null ? "" : "|" + compared;
        String sent = request == null ? "" : "|" + method(request) + "|" + path(request);
        return activity.wireName()
                + "|"
                + verdict.reason()
                + "|"
                + name
                + "|"
                + address
                + "|"
                + port
                + "|"
                + over
                + at
                + held
                + sent;
    }

    private static String method(HttpRequest request) {
        return request == null ? null : request.method();
    }

    private static String path(HttpRequest request) {
        return request == null ? null : request.path();
    }
}
