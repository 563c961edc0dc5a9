package dev.sallyport.policy;

/** The transport of a connection. */
public enum Transport {
    TCP("tcp"),
    UDP("udp"),
    SCTP("sctp");

    private final String wire;

    Transport(String wire) {
        this.wire = wire;
    }

    /** The name in policy files and events. */
    public String wire() {
        return wire;
    }

    /** The transport of that wire name, or null if there is none. */
    public static Transport ofWire(String wire) {
        for (Transport transport : values()) {
            if (transport.wire.equals(wire)) {
                return transport;
            }
        }
        return null;
    }
}
