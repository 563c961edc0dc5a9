package dev.sallyport.harness.evasion;

/** What an attack is made of. */
public enum Kind {
    /** What any library may do. */
    ORDINARY,
    /** The same goals by the JDK's insides. */
    REFLECTION,
    /** Goes for the guard itself; always in JVMs of its own, since it may leave ruins. */
    TAMPERING;

    public String shown() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
