package dev.sallyport.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sallyport.policy.OnViolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads back what {@link EventWriter} wrote. Keys that it does not know are passed over (a later
 * version may write more); a line that is no event of ours is {@code null}, never an exception.
 */
public final class EventReader {
    /** What OCSF has no name for. */
    private static final String OURS = "unmapped.";

    /** Of ours what tells who it was; the rest of a run's event are its facts. */
    private static final List<String> WHO =
            List.of("unmapped.activity", "unmapped.server", "unmapped.pid");

    private final JsonFactory json = new JsonFactory();

    /** Returns an {@link Event} or a {@link RunEvent}, {@code null} for anything else. */
    public Object read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    /**
     * Reads a line that is part of a larger buffer; in UTF-8.
     *
     * @return an {@link Event} or a {@link RunEvent}, {@code null} for anything else
     */
    public Object read(byte[] bytes, int offset, int length) {
        Map<String, Object> flat = new LinkedHashMap<>();
        Map<String, List<String>> lists = new LinkedHashMap<>();
        try (JsonParser in = json.createParser(bytes, offset, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            flatten(in, "", flat, lists);
            if (in.nextToken() != null) {
                return null;
            }
        } catch (IOException tornOrForeign) {
            // In memory nothing else can go wrong: no JSON, or bytes that are no text.
            return null;
        }
        return event(flat, lists);
    }

    /** Nested objects as dotted keys; of arrays those of texts that are our own. */
    private static void flatten(
            JsonParser in, String prefix, Map<String, Object> flat, Map<String, List<String>> lists)
            throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_OBJECT) {
                flatten(in, key + ".", flat, lists);
            } else if (value == JsonToken.START_ARRAY && prefix.equals(OURS)) {
                lists.put(key, texts(in));
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

    /** The texts of an array; whatever else a foreign one holds is passed over. */
    private static List<String> texts(JsonParser in) throws IOException {
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(in.getText());
            } else {
                in.skipChildren();
            }
        }
        return texts;
    }

    private static Object event(Map<String, Object> flat, Map<String, List<String>> lists) {
        Activity activity = Activity.named(text(flat, "unmapped.activity", ""));
        if (activity == null || !"Sallyport".equals(flat.get("metadata.product.name"))) {
            return null;
        }
        Run run =
                new Run(
                        text(flat, "unmapped.server", ""),
                        text(flat, "metadata.correlation_uid", ""),
                        number(flat, "unmapped.pid", -1),
                        text(flat, "metadata.product.version", ""),
                        text(flat, "device.hostname", null));
        long sequence = number(flat, "metadata.sequence", 0);
        long time = number(flat, "time", 0);
        if (activity.isOfRun()) {
            return new RunEvent(run, sequence, activity, time, facts(flat));
        }
        return new Event(
                run,
                sequence,
                activity,
                target(flat, lists, activity),
                outcome(flat),
                new Origin(calls(flat, lists), caller(flat, lists), trace(flat)),
                number(flat, "start_time", time),
                number(flat, "end_time", time),
                number(flat, "count", 1),
                new Compacted(
                        number(flat, "unmapped.compacted", 0),
                        number(flat, "unmapped.dropped_allowed", 0)));
    }

    private static Target target(
            Map<String, Object> flat, Map<String, List<String>> lists, Activity activity) {
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
            case MAIN_JAR ->
                    Target.module(
                            text(flat, "finding_info.uid", ""),
                            text(flat, "unmapped.sha256", null));
            case TAMPERING -> Target.path(text(flat, "finding_info.uid", ""));
            case UNIX_CONNECT -> Target.path(text(flat, "dst_endpoint.name", ""));
            case REQUEST ->
                    host(flat, lists)
                            .withRequest(
                                    new HttpRequest(
                                            text(flat, "http_request.http_method", null),
                                            text(flat, "http_request.url.path", null)));
            default -> host(flat, lists);
        };
    }

    private static Target host(Map<String, Object> flat, Map<String, List<String>> lists) {
        return Target.host(
                        text(flat, "dst_endpoint.hostname", null),
                        text(flat, "unmapped.name_source", null),
                        text(flat, "dst_endpoint.ip", null),
                        (int) number(flat, "dst_endpoint.port", 0),
                        text(flat, "connection_info.protocol_name", null))
                .withNames(list(lists, "unmapped.names"))
                .withCompared(text(flat, "unmapped.compared", null));
    }

    private static Outcome outcome(Map<String, Object> flat) {
        return new Outcome(
                "allow".equals(flat.get("unmapped.verdict")),
                text(flat, "unmapped.reason", ""),
                text(flat, "firewall_rule.uid", null),
                OnViolation.ofWire(text(flat, "unmapped.on_violation", "")),
                Boolean.TRUE.equals(flat.get("unmapped.quiet")),
                text(flat, "unmapped.violation", null),
                text(flat, "unmapped.look_alike_of", null));
    }

    private static ToolCalls calls(Map<String, Object> flat, Map<String, List<String>> lists) {
        return new ToolCalls(
                Certainty.ofWire(text(flat, "unmapped.tool_certainty", "")),
                list(lists, "unmapped.tool_calls"),
                list(lists, "unmapped.tool_requests"));
    }

    private static Caller caller(Map<String, Object> flat, Map<String, List<String>> lists) {
        // Where somebody looked and found no frame, there is neither what nor class.
        return !flat.containsKey("unmapped.caller.handed_over")
                ? null
                : new Caller(
                        text(flat, "unmapped.caller.what", null),
                        text(flat, "unmapped.caller.class", null),
                        text(flat, "unmapped.caller.method", null),
                        (int) number(flat, "unmapped.caller.line", 0),
                        library(flat, "unmapped.caller."),
                        library(flat, "unmapped.caller_via."),
                        Boolean.TRUE.equals(flat.get("unmapped.caller.handed_over")),
                        list(lists, "unmapped.stack"));
    }

    private static Trace trace(Map<String, Object> flat) {
        return Trace.of(
                text(flat, "unmapped.trace_id", null), text(flat, "unmapped.span_id", null));
    }

    private static Library library(Map<String, Object> flat, String prefix) {
        String jar = text(flat, prefix + "jar", null);
        return jar == null
                ? null
                : new Library(
                        jar,
                        text(flat, prefix + "coordinates", null),
                        text(flat, prefix + "sha256", null));
    }

    private static List<String> list(Map<String, List<String>> lists, String key) {
        List<String> found = lists.get(key);
        return found == null ? List.of() : List.copyOf(found);
    }

    private static Map<String, Object> facts(Map<String, Object> flat) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : flat.entrySet()) {
            if (entry.getKey().startsWith(OURS) && !WHO.contains(entry.getKey())) {
                facts.put(entry.getKey().substring(OURS.length()), entry.getValue());
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
