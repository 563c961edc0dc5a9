package dev.sallyport.cli.diff;

import java.util.Locale;

/** In what respect something is new. */
public enum Novelty {
    /** A destination that was not there before: a host and port, an address, a unix socket. */
    NEW_HOST,
    /** A known destination, connected to by another library. */
    NEW_CALLER,
    /** A known destination, connected to for another tool. */
    NEW_TOOL,
    NEW_PROCESS,
    /** A native library, or an agent that came after the start. */
    NEW_LIBRARY,
    /** A destination, new or known, that no tool call was in progress for. */
    NO_TOOL_CALL,
    /** What guards the server was touched. */
    TAMPERING;

    /** As options and JSON have it: {@code new-host}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return wire();
    }
}
