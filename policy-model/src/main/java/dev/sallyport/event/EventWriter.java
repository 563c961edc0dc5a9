package dev.sallyport.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An event as one line of OCSF 1.5.0 JSON, ASCII only (so that no host or tool name can break a
 * line or a decoder), the line feed included.
 *
 * <p>Network Activity, DNS Activity and so on carry the {@code security_control} profile: {@code
 * action_id} and {@code disposition_id} say what was done, {@code unmapped} what was decided.
 */
public final class EventWriter {
    // No recycler: jackson's default keeps buffers in thread-locals of the application's threads.
    private final JsonFactory json =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build();

    public String line(Event event) {
        Outcome outcome = event.outcome();
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            head(out, event.run(), event.sequence(), event.activity(), event.last());
            severity(out, outcome.allowed() ? 1 : outcome.isViolation() ? 4 : 2);
            out.writeNumberField("start_time", event.first());
            out.writeNumberField("end_time", event.last());
            out.writeNumberField("count", event.count());
            done(out, outcome);
            target(out, event.activity(), event.target());
            decided(out, event);
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    public String line(RunEvent event) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            head(out, event.run(), event.sequence(), event.activity(), event.time());
            severity(out, 1);
            out.writeObjectFieldStart("app");
            out.writeStringField("name", event.run().server());
            out.writeStringField("vendor_name", "unknown");
            out.writeEndObject();
            out.writeObjectFieldStart("unmapped");
            who(out, event.run(), event.activity());
            for (Map.Entry<String, Object> fact : event.facts().entrySet()) {
                fact(out, fact.getKey(), fact.getValue());
            }
            out.writeEndObject();
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void head(
            JsonGenerator out, Run run, long sequence, Activity activity, long time)
            throws IOException {
        out.writeObjectFieldStart("metadata");
        out.writeStringField("version", "1.5.0");
        out.writeObjectFieldStart("product");
        out.writeStringField("name", "Sallyport");
        out.writeStringField("vendor_name", "Sallyport");
        out.writeStringField("version", run.version());
        out.writeEndObject();
        if (activity != Activity.START && activity != Activity.STOP) {
            out.writeArrayFieldStart("profiles");
            out.writeString("security_control");
            out.writeEndArray();
        }
        out.writeNumberField("sequence", sequence);
        out.writeStringField("correlation_uid", run.id());
        out.writeStringField("uid", run.id() + "-" + sequence);
        out.writeEndObject();
        out.writeNumberField("category_uid", activity.category);
        out.writeStringField("category_name", activity.categoryName);
        out.writeNumberField("class_uid", activity.type);
        out.writeStringField("class_name", activity.typeName);
        out.writeNumberField("activity_id", activity.activity);
        out.writeStringField("activity_name", activity.activityName);
        out.writeNumberField("type_uid", activity.type * 100L + activity.activity);
        out.writeNumberField("time", time);
    }

    private static void severity(JsonGenerator out, int id) throws IOException {
        out.writeNumberField("severity_id", id);
        out.writeStringField("severity", id == 1 ? "Informational" : id == 2 ? "Low" : "High");
    }

    private static void done(JsonGenerator out, Outcome outcome) throws IOException {
        if (outcome.allowed()) {
            action(out, 1, "Allowed", 1, "Allowed");
        } else if (outcome.isBlocked()) {
            action(out, 2, "Denied", 2, "Blocked");
        } else if (outcome.isViolation()) {
            action(out, 3, "Observed", 15, "Detected");
        } else {
            action(out, 3, "Observed", 17, "Logged");
        }
        out.writeNumberField("status_id", outcome.isBlocked() ? 2 : 1);
        out.writeBooleanField("is_alert", outcome.isViolation());
        if (outcome.rule() != null) {
            out.writeObjectFieldStart("firewall_rule");
            out.writeStringField("uid", outcome.rule());
            out.writeEndObject();
        }
    }

    private static void action(
            JsonGenerator out, int id, String name, int dispositionId, String disposition)
            throws IOException {
        out.writeNumberField("action_id", id);
        out.writeStringField("action", name);
        out.writeNumberField("disposition_id", dispositionId);
        out.writeStringField("disposition", disposition);
    }

    private static void target(JsonGenerator out, Activity activity, Target target)
            throws IOException {
        switch (activity) {
            case LOOKUP, REVERSE_LOOKUP -> {
                out.writeObjectFieldStart("query");
                out.writeStringField(
                        "hostname", target.name() != null ? target.name() : target.address());
                out.writeStringField("type", activity == Activity.LOOKUP ? "A" : "PTR");
                out.writeEndObject();
            }
            case PROCESS -> file(out, "process", target.path());
            case NATIVE_LIBRARY -> file(out, "module", target.path());
            default -> endpoint(out, target);
        }
    }

    private static void endpoint(JsonGenerator out, Target target) throws IOException {
        out.writeObjectFieldStart("dst_endpoint");
        field(out, "hostname", target.name());
        field(out, "ip", target.address());
        if (target.port() != 0) {
            out.writeNumberField("port", target.port());
        }
        field(out, "name", target.path());
        out.writeEndObject();
        out.writeObjectFieldStart("connection_info");
        out.writeNumberField("direction_id", 2);
        out.writeStringField("direction", "Outbound");
        if (target.transport() != null) {
            out.writeStringField("protocol_name", target.transport());
            out.writeNumberField("protocol_num", "udp".equals(target.transport()) ? 17 : 6);
        }
        out.writeEndObject();
    }

    private static void file(JsonGenerator out, String object, String path) throws IOException {
        out.writeObjectFieldStart(object);
        out.writeObjectFieldStart("file");
        out.writeStringField("name", path.substring(path.lastIndexOf('/') + 1));
        out.writeStringField("path", path);
        out.writeNumberField("type_id", 1);
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void decided(JsonGenerator out, Event event) throws IOException {
        Outcome outcome = event.outcome();
        out.writeObjectFieldStart("unmapped");
        who(out, event.run(), event.activity());
        out.writeStringField("verdict", outcome.allowed() ? "allow" : "deny");
        out.writeStringField("reason", outcome.reason());
        field(out, "violation", outcome.violation());
        if (outcome.onViolation() != null) {
            out.writeStringField("on_violation", outcome.onViolation().wire());
        }
        if (outcome.quiet()) {
            out.writeBooleanField("quiet", true);
        }
        field(out, "name_source", event.target().nameSource());
        out.writeArrayFieldStart("tool_calls");
        for (int i = 0; i < event.tools().size(); i++) {
            out.writeString(event.tools().get(i));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void who(JsonGenerator out, Run run, Activity activity) throws IOException {
        out.writeStringField("activity", activity.wireName());
        out.writeStringField("server", run.server());
        if (run.pid() >= 0) {
            out.writeNumberField("pid", run.pid());
        }
    }

    private static void fact(JsonGenerator out, String name, Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeNumberField(name, number);
        } else if (value instanceof Boolean flag) {
            out.writeBooleanField(name, flag);
        } else if (value != null) {
            out.writeStringField(name, (String) value);
        }
    }

    private static void field(JsonGenerator out, String name, String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }
}
