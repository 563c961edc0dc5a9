package dev.sallyport.harness.evasion;

import java.util.Locale;

/** What an attack would open; the door's listener tells whether it did. */
public enum Door {
    /** A connection at the listener. */
    TCP,
    /** A datagram at the listener. */
    UDP,
    /** A connection at the socket file. */
    UNIX,
    /** A query at the name server for a name, or an address, that only this attack knows. */
    DNS,
    /** A file that the child process made. */
    PROCESS,
    /** A file that the library made while it was loaded. */
    NATIVE,
    /** A file that the late agent made. */
    ATTACH,
    /** The policy, the agent's jar or the events are not what they were. */
    FILES;

    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
