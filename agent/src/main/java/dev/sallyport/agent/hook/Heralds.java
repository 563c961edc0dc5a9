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

    /** OpenTelemetry's API, read from 1.0 to 1.66: a span is about to be current. */
    private static final String[] SPANS = {
        "io/opentelemetry/api/trace/SpanContextKey",
        """
        <clinit>  =*  Heralds.ready()V
        """,
    };

    /** SLF4J, read from 1.7 to 2.0: the server has set up its log. */
    private static final String[] LOG = {
        "org/slf4j/LoggerFactory",
        """
        performInitialization  =*  Heralds.ready()V
        """,
    };

    private final boolean actuator;
    private final boolean log;

    /**
     * Those that cost nothing where their library is not there, and those that were asked for.
     *
     * @param actuator whether Spring Boot's health and info are
     * @param log whether the server's log is to tell of violations
     */
    public Heralds(boolean actuator, boolean log) {
        this.actuator = actuator;
        this.log = log;
    }

    /** As {@link LibraryTable} reads them. */
    String[] rows() {
        List<String> rows = new ArrayList<>();
        add(rows, MICROMETER);
        add(rows, JMX);
        add(rows, SPANS);
        if (actuator) {
            add(rows, ACTUATOR);
        }
        if (log) {
            add(rows, LOG);
        }
        return rows.toArray(new String[0]);
    }

    private static void add(List<String> rows, String[] more) {
        for (String each : more) {
            rows.add(each);
        }
    }
}
