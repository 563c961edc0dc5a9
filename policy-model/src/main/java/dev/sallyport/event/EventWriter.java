package dev.sallyport.event;

import java.util.List;
import java.util.Map;

/**
 * An event as one line of OCSF 1.5.0 JSON, ASCII only, the line feed included.
 *
 * <p>Network Activity, DNS Activity and so on carry the {@code security_control} profile: {@code
 * action_id} and {@code disposition_id} say what was done, {@code unmapped} what was decided.
 */
public final class EventWriter {
    private static final int INFORMATIONAL = 1;
    private static final int LOW = 2;
    private static final int MEDIUM = 3;
    private static final int HIGH = 4;
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final int OUTBOUND = 2;
    private static final int REGULAR_FILE = 1;
    private static final List<String> PROFILES = List.of("security_control");

    private EventWriter() {}

    /** The line of an attempt. */
    public static String line(Event event) {
        Outcome outcome = event.outcome();
        JsonLine out = new JsonLine();
        metadata(out, event.run(), event.sequence(), true);
        classification(out, event.activity(), event.last());
        severity(out, outcome.allowed() ? INFORMATIONAL : outcome.isViolation() ? HIGH : LOW);
        out.field("start_time", event.first());
        out.field("end_time", event.last());
        out.field("count", event.count());
        done(out, outcome);
        target(out, event.activity(), event.target());
        decided(out, event);
        return out.line();
    }

    /** The line of a run's start or stop. */
    public static String line(RunEvent event) {
        JsonLine out = new JsonLine();
        metadata(out, event.run(), event.sequence(), false);
        classification(out, event.activity(), event.time());
        severity(out, event.isWarning() ? MEDIUM : INFORMATIONAL);
        out.object("app").field("name", event.run().server());
        out.field("vendor_name", "unknown").end();
        out.object("unmapped");
        who(out, event.run(), event.activity());
        for (Map.Entry<String, Object> fact : event.facts().entrySet()) {
            fact(out, fact.getKey(), fact.getValue());
        }
        out.end();
        return out.line();
    }

    private static void metadata(JsonLine out, Run run, long sequence, boolean profile) {
        out.object("metadata").field("version", "1.5.0");
        out.object("product").field("name", "Sallyport").field("vendor_name", "Sallyport");
        out.field("version", run.version()).end();
        if (profile) {
            out.list("profiles", PROFILES);
        }
        out.field("sequence", sequence).field("correlation_uid", run.id());
        out.field("uid", run.id() + "-" + sequence).end();
    }

    private static void classification(JsonLine out, Activity activity, long time) {
        out.field("category_uid", activity.category);
        out.field("category_name", activity.categoryName);
        out.field("class_uid", activity.type);
        out.field("class_name", activity.typeName);
        out.field("activity_id", activity.activity);
        out.field("activity_name", activity.activityName);
        out.field("type_uid", activity.type * 100L + activity.activity);
        out.field("time", time);
    }

    private static void severity(JsonLine out, int id) {
        out.field("severity_id", id);
        String name =
                switch (id) {
                    case INFORMATIONAL -> "Informational";
                    case LOW -> "Low";
                    case MEDIUM -> "Medium";
                    default -> "High";
                };
        out.field("severity", name);
    }

    private static void done(JsonLine out, Outcome outcome) {
        if (outcome.allowed()) {
            action(out, 1, "Allowed", 1, "Allowed");
        } else if (outcome.isBlocked()) {
            action(out, 2, "Denied", 2, "Blocked");
        } else if (outcome.isViolation()) {
            action(out, 3, "Observed", 15, "Detected");
        } else {
            action(out, 3, "Observed", 17, "Logged");
        }
        out.field("status_id", outcome.isBlocked() ? FAILURE : SUCCESS);
        out.field("is_alert", outcome.isViolation());
        if (outcome.rule() != null) {
            out.object("firewall_rule").field("uid", outcome.rule()).end();
        }
    }

    private static void action(
            JsonLine out, int id, String name, int dispositionId, String disposition) {
        out.field("action_id", id).field("action", name);
        out.field("disposition_id", dispositionId).field("disposition", disposition);
    }

    private static void target(JsonLine out, Activity activity, Target target) {
        switch (activity) {
            case LOOKUP -> query(out, target.name(), "A");
            case REVERSE_LOOKUP -> query(out, target.address(), "PTR");
            case PROCESS -> {
                out.object("process").field("cmd_line", target.arguments());
                file(out, target);
            }
            case NATIVE_LIBRARY, AGENT -> {
                out.object("module");
                file(out, target);
            }
            case TAMPERING, MAIN_JAR -> {
                out.object("finding_info");
                out.field("uid", target.path());
                out.field("title", activity == Activity.TAMPERING ? "tampering" : "main jar");
                out.field("desc", target.path()).end();
            }
            default -> endpoint(out, target);
        }
    }

    private static void query(JsonLine out, String name, String type) {
        out.object("query").field("hostname", name).field("type", type).end();
    }

    private static void endpoint(JsonLine out, Target target) {
        out.object("dst_endpoint");
        out.field("hostname", target.name());
        out.field("ip", target.address());
        if (target.port() != 0) {
            out.field("port", target.port());
        }
        out.field("name", target.path()).end();
        out.object("connection_info");
        out.field("direction_id", OUTBOUND).field("direction", "Outbound");
        if (target.transport() != null) {
            out.field("protocol_name", target.transport());
            out.field("protocol_num", protocol(target.transport()));
        }
        out.end();
    }

    /** As IANA numbers them. */
    private static int protocol(String transport) {
        return transport.equals("udp") ? 17 : transport.equals("sctp") ? 132 : 6;
    }

    private static void file(JsonLine out, Target target) {
        String path = target.path();
        out.object("file");
        out.field("name", path.substring(path.lastIndexOf('/') + 1));
        out.field("path", path).field("type_id", REGULAR_FILE).end().end();
    }

    private static void decided(JsonLine out, Event event) {
        Outcome outcome = event.outcome();
        out.object("unmapped");
        who(out, event.run(), event.activity());
        out.field("verdict", outcome.allowed() ? "allow" : "deny");
        out.field("reason", outcome.reason());
        out.field("violation", outcome.violation());
        if (outcome.onViolation() != null) {
            out.field("on_violation", outcome.onViolation().wire());
        }
        if (outcome.quiet()) {
            out.field("quiet", true);
        }
        out.field("name_source", event.target().nameSource());
        out.field("sha256", event.target().sha256());
        origin(out, event.origin());
        out.end();
    }

    private static void origin(JsonLine out, Origin origin) {
        ToolCalls calls = origin.calls();
        if (calls.certainty() != null) {
            out.field("tool_certainty", calls.certainty().wire());
        }
        out.list("tool_calls", calls.names());
        out.list("tool_requests", calls.requests());
        Caller caller = origin.caller();
        if (caller != null) {
            out.object("caller").field("what", caller.what());
            out.field("class", caller.type()).field("method", caller.method());
            out.field("line", caller.line()).field("handed_over", caller.handedOver());
            library(out, caller.library());
            out.end();
            if (caller.via() != null) {
                out.object("caller_via");
                library(out, caller.via());
                out.end();
            }
            out.list("stack", caller.stack());
        }
    }

    private static void library(JsonLine out, Library library) {
        if (library != null) {
            out.field("jar", library.jar());
            out.field("coordinates", library.coordinates());
            out.field("sha256", library.sha256());
        }
    }

    private static void who(JsonLine out, Run run, Activity activity) {
        out.field("activity", activity.wireName()).field("server", run.server());
        if (run.pid() >= 0) {
            out.field("pid", run.pid());
        }
    }

    private static void fact(JsonLine out, String name, Object value) {
        if (value instanceof Long number) {
            out.field(name, number.longValue());
        } else if (value instanceof Boolean flag) {
            out.field(name, flag.booleanValue());
        } else {
            out.field(name, (String) value);
        }
    }
}
