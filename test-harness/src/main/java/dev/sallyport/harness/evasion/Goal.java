package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What one attack is to reach, and what it may use for it: a file of properties, written by the
 * test, read by the attacking JVM.
 */
public final class Goal {
    /** A connect that nobody answers must not hold up the suite. */
    public static final int PATIENCE_MILLIS = 4_000;

    private final Properties facts = new Properties();

    /** One to be filled in. */
    public Goal() {}

    static Goal read(Path file) throws IOException {
        Goal goal = new Goal();
        try (Reader in = Files.newBufferedReader(file)) {
            goal.facts.load(in);
        }
        return goal;
    }

    public void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            facts.store(out, null);
        }
    }

    public Goal with(String fact, Object value) {
        facts.setProperty(fact, value.toString());
        return this;
    }

    String fact(String name) {
        String value = facts.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the goal has no " + name);
        }
        return value;
    }

    Path path(String name) {
        return Path.of(fact(name));
    }

    int number(String name) {
        return Integer.parseInt(fact(name));
    }

    /** The listeners' address, a literal. */
    String host() {
        return fact("host");
    }

    int tcp() {
        return number("tcp");
    }

    int udp() {
        return number("udp");
    }

    InetAddress address() throws IOException {
        return InetAddress.getByName(host());
    }

    InetSocketAddress tcpAddress() throws IOException {
        return new InetSocketAddress(address(), tcp());
    }

    InetSocketAddress udpAddress() throws IOException {
        return new InetSocketAddress(address(), udp());
    }

    /** The TCP listener as a URL of this scheme. */
    String url(String scheme) {
        return scheme + "://" + host() + ":" + tcp() + "/";
    }

    /** The socket file that is listened on. */
    Path unix() {
        return path("unix");
    }

    /** A name that nobody else asks for. */
    String name() {
        return fact("name");
    }

    /** A name on the list, with an address of its own, that the goal's ports are open for. */
    String listedName() {
        return fact("listed-name");
    }

    /** A port of the listed name's, where a server of HTTP answers requests for any name. */
    int site() {
        return number("site");
    }

    /** A place for the attack's own files. */
    Path folder() {
        return path("folder");
    }

    /** What a child, a library or a late agent makes, as the proof that it ran. */
    Path marker() {
        return path("marker");
    }

    /** A library that makes the marker when it is loaded. */
    Path library() {
        return path("library");
    }

    /** A program that makes the marker. */
    List<String> command() {
        return List.of(fact("touch"), marker().toString());
    }

    /** Of those files that decide over the next launch; in a twin, a harmless one like it. */
    Path policy() {
        return path("policy");
    }

    /** Whether the goal is listed this time. */
    boolean isTwin() {
        return Boolean.parseBoolean(fact("twin"));
    }

    /** The plainest way out, for what has been prepared in other ways. */
    void connect() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(tcpAddress(), PATIENCE_MILLIS);
            socket.getOutputStream().write('!');
        }
    }

    /** The technique itself has seen that it got through. */
    void mark() throws IOException {
        Files.writeString(marker(), "reached");
    }
}
