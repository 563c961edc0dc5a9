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

    /** Of a finding, which has states where other events have outcomes. */
    private static final int NEW = 1;

    /** HTTP's methods as OCSF numbers them, from 1 on. */
    private static final String[] METHODS = {
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT", "TRACE",
    };

    private static final String[] ACTIVITIES = {
        "Connect", "Delete", "Get", "Head", "Options", "Post", "Put", "Trace",
    };

    /** Loaded by the ordinary way. */
    private static final int STANDARD = 1;

    private static final int UNKNOWN_DEVICE = 0;
    private static final List<String> RUN = List.of("host");
    private static final List<String> ATTEMPT = List.of("security_control", "host");

    private EventWriter() {}

    /** The line of an attempt. */
    public static String line(Event event) {
        Outcome outcome = event.outcome();
        JsonLine out = new JsonLine();
        metadata(out, event.run(), event.sequence(), ATTEMPT);
        classification(out, event, event.last());
        severity(out, outcome.allowed() ? INFORMATIONAL : outcome.isViolation() ? HIGH : LOW);
        out.field("start_time", event.first());
        out.field("end_time", event.last());
        out.field("count", event.count());
        done(out, event.activity(), outcome);
        from(out, event.activity(), event.run());
        target(out, event);
        decided(out, event);
        return out.line();
    }

    /** The line of a run's start or stop. */
    public static String line(RunEvent event) {
        JsonLine out = new JsonLine();
        metadata(out, event.run(), event.sequence(), RUN);
        Activity activity = event.activity();
        classification(out, activity, activity.activity, activity.activityName, event.time());
        severity(out, event.isWarning() ? MEDIUM : INFORMATIONAL);
        status(out, SUCCESS, "Success");
        device(out, event.run());
        out.object("app").field("name", event.run().server());
        out.field("vendor_name", "unknown").end();
        out.object("unmapped");
        who(out, event.run(), activity);
        for (Map.Entry<String, Object> fact : event.facts().entrySet()) {
            fact(out, fact.getKey(), fact.getValue());
        }
        out.end();
        return out.line();
    }

    private static void metadata(JsonLine out, Run run, long sequence, List<String> profiles) {
        out.object("metadata").field("version", "1.5.0");
        out.object("product").field("name", "Sallyport").field("vendor_name", "Sallyport");
        out.field("version", run.version()).end();
        out.list("profiles", profiles);
        out.field("sequence", sequence).field("correlation_uid", run.id());
        out.field("uid", id(run, sequence)).end();
    }

    /** Of one event among all. */
    private static String id(Run run, long sequence) {
        return run.id() + "-" + sequence;
    }

    /** OCSF numbers HTTP's methods, and leaves what is none of them a name of its own. */
    private static void classification(JsonLine out, Event event, long time) {
        Activity activity = event.activity();
        HttpRequest request = event.target().request();
        String method = request == null ? null : request.method();
        for (int i = 0; method != null && i < METHODS.length; i++) {
            if (METHODS[i].equals(method)) {
                classification(out, activity, i + 1, ACTIVITIES[i], time);
                return;
            }
        }
        classification(out, activity, activity.activity, activity.activityName, time);
    }

    private static void classification(
            JsonLine out, Activity activity, int id, String name, long time) {
        out.field("category_uid", activity.category);
        out.field("category_name", activity.categoryName);
        out.field("class_uid", activity.type);
        out.field("class_name", activity.typeName);
        out.field("activity_id", id);
        out.field("activity_name", name);
        out.field("type_uid", activity.type * 100L + id);
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

    private static void done(JsonLine out, Activity activity, Outcome outcome) {
        if (outcome.allowed()) {
            action(out, 1, "Allowed", 1, "Allowed");
        } else if (outcome.isBlocked()) {
            action(out, 2, "Denied", 2, "Blocked");
        } else if (outcome.isViolation()) {
            action(out, 3, "Observed", 15, "Detected");
        } else {
            action(out, 3, "Observed", 17, "Logged");
        }
        if (activity.isFinding()) {
            status(out, NEW, "New");
        } else if (outcome.isBlocked()) {
            status(out, FAILURE, "Failure");
        } else {
            status(out, SUCCESS, "Success");
        }
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

    private static void status(JsonLine out, int id, String name) {
        out.field("status_id", id).field("status", name);
    }

    /** The machine, and which program on it. */
    private static void from(JsonLine out, Activity activity, Run run) {
        device(out, run);
        if (activity.isOnNetwork()) {
            out.object("src_endpoint").field("hostname", run.host());
            out.field("svc_name", run.server()).end();
        } else if (!activity.isFinding()) {
            out.object("actor").field("app_name", run.server());
            if (run.pid() >= 0) {
                out.object("process").field("pid", run.pid()).end();
            }
            out.end();
        }
    }

    private static void device(JsonLine out, Run run) {
        out.object("device").field("type_id", UNKNOWN_DEVICE).field("hostname", run.host());
        out.field("name", run.host() == null ? "unknown" : null).end();
    }

    private static void target(JsonLine out, Event event) {
        Activity activity = event.activity();
        Target target = event.target();
        switch (activity) {
            case LOOKUP -> query(out, target.name(), "A");
            case REVERSE_LOOKUP -> query(out, target.address(), "PTR");
            case PROCESS -> {
                // One that was refused has no number.
                out.object("process").field("uid", id(event.run(), event.sequence()));
                out.field("cmd_line", target.arguments());
                file(out, target);
            }
            case NATIVE_LIBRARY, AGENT -> {
                out.object("module").field("load_type_id", STANDARD);
                out.field("load_type", "Standard");
                file(out, target);
            }
            case TAMPERING, MAIN_JAR -> {
                out.object("finding_info");
                out.field("uid", target.path());
                out.field("title", activity == Activity.TAMPERING ? "tampering" : "main jar");
                out.field("desc", target.path()).end();
            }
            case REQUEST -> {
                endpoint(out, target);
                request(out, target);
            }
            default -> endpoint(out, target);
        }
    }

    private static void request(JsonLine out, Target target) {
        HttpRequest request = target.request();
        out.object("http_request");
        out.field("http_method", request == null ? null : request.method());
        out.object("url").field("hostname", target.name());
        if (target.port() != 0) {
            out.field("port", target.port());
        }
        out.field("path", request == null ? null : request.path()).end().end();
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
        out.field("look_alike_of", outcome.lookAlikeOf());
        if (outcome.onViolation() != null) {
            out.field("on_violation", outcome.onViolation().wire());
        }
        if (outcome.quiet()) {
            out.field("quiet", true);
        }
        Target target = event.target();
        out.field("name_source", target.nameSource());
        if (!target.names().isEmpty()) {
            out.list("names", target.names());
        }
        out.field("compared", target.compared());
        out.field("sha256", target.sha256());
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
        if (origin.trace() != null) {
            out.field("trace_id", origin.trace().traceId());
            out.field("span_id", origin.trace().spanId());
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
