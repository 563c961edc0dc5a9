package dev.sallyport.agent.gate;

import java.io.IOException;

/**
 * Whom the gate asks. A {@code String} answer is the refusal's message, {@code null} lets the call
 * go on. Methods may be called from any thread, also one that was interrupted or is about to die.
 */
public interface Sentry {
    int TCP = 0;
    int UDP = 1;
    int SCTP = 2;

    /**
     * A socket is about to connect.
     *
     * @param address 4 or 16 bytes, network order; the caller's private copy
     * @param port 0 to 65535
     * @param claim what the address object says it is called, {@code null} if it says nothing
     * @param transport {@link #TCP}, {@link #UDP} or {@link #SCTP}
     */
    String connect(byte[] address, int port, String claim, int transport);

    /**
     * What is said on a connection that was let go by {@link #connect}, with the same arguments.
     *
     * @throws java.net.ConnectException what is said cannot be heard
     */
    Stream stream(byte[] address, int port, String claim) throws IOException;

    /**
     * A request of HTTP is about to be sent on a connection that was judged when it was opened.
     *
     * @param address whom it is connected to, as with {@link #connect}; {@code null} where a proxy
     *     has looked up the name
     * @param claim as with {@link #connect}; that name
     * @param authority the host that the request names, perhaps with a port; empty for none
     * @param defaultPort the scheme's; 0 where that is not known
     * @param method {@code null} where it is not known
     * @param path with query, as on the wire; {@code null} where there is none
     */
    String request(
            byte[] address,
            int port,
            String claim,
            String authority,
            int defaultPort,
            String method,
            String path);

    /**
     * What lets further requests go that name the same authority on the same connection.
     *
     * @return {@code null} where each has to be judged: none like it was allowed, what was allowed
     *     hangs on more than that, or may be denied without notice
     */
    Pass pass(byte[] address, int port, String claim, String authority, int defaultPort);

    /** A TCP socket of this process has begun to listen. */
    void listening();

    /**
     * The JDK's TLS has done with a handshake as a client.
     *
     * @param random of its ClientHello
     * @return {@code null} where nobody waits for it, as with most; each is given once
     */
    Greeting greeting(byte[] random);

    /** A name is about to be looked up, whether or not a cache will answer. */
    String lookup(String host);

    /** The built-in resolver is about to be asked; look-ups judged by {@link #lookup} come by. */
    String resolve(String host);

    /** The built-in resolver has answered {@code host} with {@code address}. */
    void resolved(String host, byte[] address);

    /** Whether the policy names resolvers beside the built-in one. */
    boolean listsResolvers();

    /** Whether the answers of this provider's resolver are {@link #resolved}. */
    boolean bindsProvider(String className);

    /**
     * Whether those of a hosts file that was named at run time are.
     *
     * @param path real path
     */
    boolean bindsHostsFile(String path);

    /** Somebody connects to a name that was not resolved. */
    String unresolved(String host);

    /** An address's name is about to be looked up. */
    String reverse(byte[] address);

    /** The built-in resolver has said what this address is called. */
    void named(byte[] address, String name);

    /**
     * Whether datagrams to this address and port are judged by what they ask: it is a DNS server of
     * this machine's, or one that the policy lists.
     */
    boolean isDnsServer(byte[] address, int port);

    /**
     * A datagram is about to leave for such a server.
     *
     * @param message the caller's private copy
     * @return {@code null} where it is not one plain query, and has to be judged as any other
     */
    Query query(byte[] server, int port, byte[] message);

    /**
     * A library's resolver says which name it will ask for in place of the one that it was asked
     * for: with a search domain behind it, or the same. Believed of no name that has to be listed.
     */
    void completes(String asked, String completed);

    /** Whether a library that sends and receives by native code of its own was let in. */
    boolean trustsTransports();

    /** A datagram socket of this process is bound there: what comes from there proves nothing. */
    void bound(byte[] address, int port);

    /**
     * A unix-domain socket is about to connect.
     *
     * @param path real path, symbolic links resolved; empty for an abstract or unnamed one
     */
    String unixConnect(String path);

    /**
     * A child process is about to start.
     *
     * @param program real path
     * @param arguments all of them in one line
     */
    String process(String program, String arguments);

    /** The flag that guards a child JVM, or {@code null} where the program gets none. */
    String childFlag(String program);

    /**
     * A native library is about to be loaded. One of the JDK's own may be the key to a door that
     * has been left until now; it is shut before this returns.
     *
     * @param path real path, or the bare name of one that the system will look for
     */
    String nativeLibrary(String path);

    /** Whether the policy lists this program's path as it stands, whatever it links to. */
    boolean listsProgram(String path);

    /**
     * An agent is about to run that was not there at the start.
     *
     * @param jar its real path, or its class where that is unknown
     */
    String agent(String jar);

    /** Somebody attaches to a JVM. */
    String attach(String process);

    /** A diagnostic command is about to run within this JVM. */
    String diagnosticCommand(String command, String[] arguments);

    /** Whether a class file has every call of the gate that its class must have. */
    boolean hasHooks(String type, byte[] file);

    /** A transformer has taken the gate's calls out of a class. */
    String unhook(String type);

    /** Whether a file of this name may be one that no server may change. */
    boolean isProtectedName(String lastName);

    /** Some of those files, each with other names perhaps; real paths. */
    String[] protectedFiles();

    /**
     * A file is about to be written, renamed, deleted, or its permissions changed.
     *
     * @param path its real path
     */
    String change(String path);

    /** The code on this thread's stack that is about to hand work over; {@code null} for none. */
    Object caller();

    /** The first call of an MCP client's is near: labels have to go along with handed-over work. */
    void carryLabels();

    /**
     * The classes to define beside an MCP library: names and class files in turn, the one to begin
     * with last.
     *
     * @param library the hooked class's name
     */
    Object[] guests(String library);

    /** The same for a library of metrics, health or logs. */
    Object[] heralds(String library);

    /** This class of such a library is not told of Sallyport, or of a part of it. */
    void unheard(String library, String why);

    /** What is counted; from the first call on also how long a decision takes. */
    Figures figures();

    /** Calls that come by this class of an MCP library cannot be told apart. */
    void unlabelled(String library, String why);

    /**
     * Server and client have said who they are.
     *
     * @param facts names and values in turn; a value may be {@code null}
     */
    void met(String[] facts);

    /** On the thread that writes to the server's log, for as long as the process lives. */
    void writeLog();

    /** Once a second. */
    void beat();

    /** After the application's shutdown hooks. */
    void end();
}
