package dev.sallyport.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads back what {@link EventWriter} wrote. Keys that it does not know are passed over (a later
 * version may write more); a line that is no event of ours is {@code null}, never an exception.
 */
public final class EventReader {
    private final JsonFactory json = new JsonFactory();

    /** Returns an {@link Event} or a {@link RunEvent}, {@code null} for anything else. */
    public Object read(String line) {
        Map<String, Object> flat = new LinkedHashMap<>();
        List<String> tools = new ArrayList<>();
        try (JsonParser in = json.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            flatten(in, "", flat, tools);
            if (in.nextToken() != null) {
                return null;
            }
        } catch (JsonProcessingException torn) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return event(flat, tools);
    }

    /** Nested objects as dotted keys; of arrays only the tool calls are kept. */
    private static void flatten(
            JsonParser in, String prefix, Map<String, Object> flat, List<String> tools)
            throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_OBJECT) {
                flatten(in, key + ".", flat, tools);
            } else if (value == JsonToken.START_ARRAY && key.equals("unmapped.tool_calls")) {
                while (in.nextToken() == JsonToken.VALUE_STRING) {
                    tools.add(in.getText());
                }
            } else if (value == JsonToken.START_ARRAY) {
                in.skipChildren();
            } else if (value == JsonToken.VALUE_STRING) {
                flat.put(key, in.getText());
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                flat.put(key, in.getValueAsLong());
            } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
                flat.put(key, value == JsonToken.VALUE_TRUE);
            }
        }
    }

    private static Object event(Map<String, Object> flat, List<String> tools) {
        Activity activity = Activity.named(text(flat, "unmapped.activity", ""));
        if (activity == null || !"Sallyport".equals(flat.get("metadata.product.name"))) {
            return null;
        }
        Run run =
                new Run(
                        text(flat, "unmapped.server", ""),
                        text(flat, "metadata.correlation_uid", ""),
                        number(flat, "unmapped.pid", -1),
                        text(flat, "metadata.product.version", ""));
        long sequence = number(flat, "metadata.sequence", 0);
        long time = number(flat, "time", 0);
        if (activity == Activity.START || activity == Activity.STOP) {
            return new RunEvent(run, sequence, activity, time, facts(flat));
        }
        return new Event(
                run,
                sequence,
                activity,
                target(flat, activity),
                outcome(flat),
                List.copyOf(tools),
                number(flat, "start_time", time),
                number(flat, "end_time", time),
                number(flat, "count", 1));
    }

    private static Target target(Map<String, Object> flat, Activity activity) {
        return switch (activity) {
            case LOOKUP -> Target.name(text(flat, "query.hostname", ""));
            case REVERSE_LOOKUP -> Target.address(text(flat, "query.hostname", ""));
            case PROCESS ->
                    Target.program(
                            text(flat, "process.file.path", ""),
                            text(flat, "process.cmd_line", null));
            case NATIVE_LIBRARY, AGENT ->
                    Target.module(
                            text(flat, "module.file.path", ""),
                            text(flat, "unmapped.sha256", null));
            case TAMPERING -> Target.path(text(flat, "finding_info.uid", ""));
            case UNIX_CONNECT -> Target.path(text(flat, "dst_endpoint.name", ""));
            default ->
                    Target.host(
                            text(flat, "dst_endpoint.hostname", null),
                            text(flat, "unmapped.name_source", null),
                            text(flat, "dst_endpoint.ip", null),
                            (int) number(flat, "dst_endpoint.port", 0),
                            text(flat, "connection_info.protocol_name", null));
        };
    }

    private static Outcome outcome(Map<String, Object> flat) {
        return new Outcome(
                "allow".equals(flat.get("unmapped.verdict")),
                text(flat, "unmapped.reason", ""),
                text(flat, "firewall_rule.uid", null),
                OnViolation.ofWire(text(flat, "unmapped.on_violation", "")),
                Boolean.TRUE.equals(flat.get("unmapped.quiet")),
                text(flat, "unmapped.violation", null));
    }

    private static Map<String, Object> facts(Map<String, Object> flat) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : flat.entrySet()) {
            if (entry.getKey().startsWith("unmapped.")) {
                facts.put(entry.getKey().substring("unmapped.".length()), entry.getValue());
            }
        }
        return facts;
    }

    private static String text(Map<String, Object> flat, String key, String otherwise) {
        return flat.get(key) instanceof String text ? text : otherwise;
    }

    private static long number(Map<String, Object> flat, String key, long otherwise) {
        return flat.get(key) instanceof Long number ? number : otherwise;
    }
}
