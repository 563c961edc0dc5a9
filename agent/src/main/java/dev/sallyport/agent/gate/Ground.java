package dev.sallyport.agent.gate;

import dev.sallyport.event.ToolCalls;
import java.io.IOException;

/** Facts about this process and machine, fetched when they are asked for and never before. */
public interface Ground {
    /**
     * Whether a TCP socket of this process listens there now, on the address or on all of them.
     *
     * @param address 4 or 16 bytes, network order
     * @param port 1 to 65535
     */
    boolean listensOn(byte[] address, int port);

    /**
     * Whether the address is loopback or on one of this machine's interfaces, now.
     *
     * @param address 4 or 16 bytes, network order
     */
    boolean isOwnAddress(byte[] address);

    /**
     * Defines a part of the gate, once.
     *
     * @param classes names and class files in turn
     */
    void settle(String[] classes);

    /** The same for the part that labels calls. */
    void settleLabels(String[] classes);

    /**
     * The calls of the MCP client's that what this thread does now belongs to, or may belong to.
     */
    ToolCalls toolCalls();

    /**
     * Who handed over what this thread does, where that was noted.
     *
     * @return what {@link Sentry#caller} gave; {@code null} where it is not known
     */
    Object handedOverBy();

    /** Has the next calls of a tool note who hands work over. */
    void trace(String tool);

    /** The server's own log and traces; {@code null} before it has any that are known. */
    Telemetry telemetry();

    /** The machine's own name as the kernel gives it, or {@code null} when it gives none. */
    String hostName();

    /**
     * Does some work on Sallyport's own files, which are closed to everybody else. One thread at a
     * time.
     */
    void write(Writing work) throws IOException;

    /** The options that the JVM was launched with, its environment variables' included. */
    String[] launchArguments();

    /** Work on files. */
    interface Writing {
        void run() throws IOException;
    }
}
