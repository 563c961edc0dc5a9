package dev.sallyport.harness.evasion;

/** What a technique needs besides its flags. */
public enum Extra {
    /** The JDK's own {@code java} is on the policy's list of programs. */
    LISTED_JAVA,
    /** An agent that the operator put behind Sallyport on the command line. */
    SECOND_AGENT,
    /** The server's own jar names a {@code Launcher-Agent-Class}. */
    LAUNCHER_AGENT,
    /** {@code evasion.Foreign}, which only this JDK's compiler can make. */
    FOREIGN,
    /** A resolver provider on the class path, {@code evasion.Liar}. */
    RESOLVER,
    /** HTTP clients of libraries, and JDK properties by which clients say any Host. */
    CLIENTS
}
