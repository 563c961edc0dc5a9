package dev.sallyport.agent.hook;

/**
 * Libraries of metrics, health and logs, where the server's own people see what Sallyport does. A
 * version that looks different is told nothing.
 *
 * <p>To add one: its rows here, a guest ({@code src/guest}) that is a {@code SallyportHerald}, and
 * that guest in the list of {@code EmbedGate}. A class's name is looked for as a whole, the JDK's
 * included.
 */
public final class Heralds {
    /** Micrometer, read from 1.9 to 1.17: a registry is added to the global one, or to another. */
    private static final String[] MICROMETER = {
        "io/micrometer/core/instrument/composite/CompositeMeterRegistry",
        """
        add  =^Lio/micrometer/core/instrument/MeterRegistry;  Heralds.added(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        """,
    };

    /** Those that cost nothing where their library is not there. */
    public static final Heralds DEFAULT = new Heralds();

    private Heralds() {}

    /** As {@link LibraryTable} reads them. */
    String[] rows() {
        return MICROMETER.clone();
    }
}
