package dev.sallyport.event;

/**
 * What was attempted, with its OCSF 1.5.0 class and activity (schema.ocsf.io, categories network
 * and system).
 */
public enum Activity {
    CONNECT(4, "Network Activity", 4001, "Network Activity", 1, "Open"),
    UNIX_CONNECT(4, "Network Activity", 4001, "Network Activity", 1, "Open"),
    LOOKUP(4, "Network Activity", 4003, "DNS Activity", 1, "Query"),
    REVERSE_LOOKUP(4, "Network Activity", 4003, "DNS Activity", 1, "Query"),
    REQUEST(4, "Network Activity", 4002, "HTTP Activity", 99, "Request"),
    /** A name was proved for a connection that is on record already, and counted, as CONNECT. */
    SERVER_NAME(4, "Network Activity", 4001, "Network Activity", 6, "Traffic"),
    PROCESS(1, "System Activity", 1007, "Process Activity", 1, "Launch"),
    NATIVE_LIBRARY(1, "System Activity", 1005, "Module Activity", 1, "Load"),
    AGENT(1, "System Activity", 1005, "Module Activity", 1, "Load"),
    TAMPERING(2, "Findings", 2004, "Detection Finding", 1, "Create"),
    MAIN_JAR(2, "Findings", 2004, "Detection Finding", 1, "Create"),
    SESSION(6, "Application Activity", 6002, "Application Lifecycle", 99, "Session"),
    START(6, "Application Activity", 6002, "Application Lifecycle", 3, "Start"),
    STOP(6, "Application Activity", 6002, "Application Lifecycle", 4, "Stop");

    private static final Activity[] ALL = values();

    final int category;
    final String categoryName;
    final int type;
    final String typeName;
    final int activity;
    final String activityName;
    private final String wireName;

    Activity(
            int category,
            String categoryName,
            int type,
            String typeName,
            int activity,
            String activityName) {
        this.category = category;
        this.categoryName = categoryName;
        this.type = type;
        this.typeName = typeName;
        this.activity = activity;
        this.activityName = activityName;
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i < name().length(); i++) {
            char c = name().charAt(i);
            lower.append(c == '_' ? '-' : (char) (c - 'A' + 'a'));
        }
        this.wireName = lower.toString();
    }

    /** As in {@code unmapped.activity}: {@code connect}, {@code unix-connect} … */
    public String wireName() {
        return wireName;
    }

    /** Whether it is told of a run and is no attempt. */
    public boolean isOfRun() {
        return this == START || this == STOP || this == SESSION;
    }

    /** Whether something was attempted, that is to be counted and can be denied. */
    public boolean isAttempt() {
        return !isOfRun() && this != SERVER_NAME;
    }

    /** Whether its class is of the category network. */
    boolean isOnNetwork() {
        return category == 4;
    }

    /** Whether its class is of the category findings. */
    boolean isFinding() {
        return category == 2;
    }

    /** The activity of that wire name, or {@code null}. */
    public static Activity named(String wireName) {
        for (Activity activity : ALL) {
            if (activity.wireName.equals(wireName)) {
                return activity;
            }
        }
        return null;
    }
}
