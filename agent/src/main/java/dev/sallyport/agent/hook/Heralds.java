package dev.sallyport.agent.hook;

import java.util.ArrayList;
import java.util.List;

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

    /** Whoever asks for the platform's MBean server has it made, or would. */
    private static final String[] JMX = {
        "java/lang/management/ManagementFactory",
        """
        getPlatformMBeanServer  =*  Heralds.returned(Ljava/lang/Object;)Ljava/lang/Object;
        """,
    };

    /** Spring Boot Actuator, read from 2.7 to 4.0, which moved its health. */
    private static final String[] ACTUATOR = {
        "org/springframework/boot/actuate/health/DefaultHealthContributorRegistry",
        """
        <init>  Ljava/util/Map;  Heralds.joined(Ljava/util/Map;)Ljava/util/Map;
        """,
        "org/springframework/boot/actuate/health/DefaultReactiveHealthContributorRegistry",
        """
        <init>  Ljava/util/Map;  Heralds.joined(Ljava/util/Map;)Ljava/util/Map;
        """,
        "org/springframework/boot/health/registry/DefaultHealthContributorRegistry",
        """
        <init>  =*  Heralds.ready(Ljava/lang/Object;)V
        """,
        "org/springframework/boot/actuate/info/InfoEndpoint",
        """
        <init>  Ljava/util/List;  Heralds.joined(Ljava/util/List;)Ljava/util/List;
        """,
    };

    private final boolean actuator;

    /**
     * Those that cost nothing where their library is not there, and those that were asked for.
     *
     * @param actuator whether Spring Boot's health and info are
     */
    public Heralds(boolean actuator) {
        this.actuator = actuator;
    }

    /** As {@link LibraryTable} reads them. */
    String[] rows() {
        List<String> rows = new ArrayList<>();
        add(rows, MICROMETER);
        add(rows, JMX);
        if (actuator) {
            add(rows, ACTUATOR);
        }
        return rows.toArray(new String[0]);
    }

    private static void add(List<String> rows, String[] more) {
        for (String each : more) {
            rows.add(each);
        }
    }
}
