package dev.sallyport.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;

/** Attempts as {@code --json} has them, the same in every command. */
final class KindJson {
    private KindJson() {}

    static void put(ObjectNode node, Kind kind) {
        Target target = kind.target();
        node.put("activity", kind.activity().wireName());
        node.put("destination", target.display());
        put(node, "name", target.name());
        if (!kind.addresses().isEmpty()) {
            ArrayNode addresses = node.putArray("addresses");
            kind.addresses().forEach(addresses::add);
        }
        if (target.port() != 0) {
            node.put("port", target.port());
        }
        put(node, "transport", target.transport());
        put(node, "path", target.path());
        put(node, "sha256", target.sha256());
        Outcome outcome = kind.outcome();
        node.put("verdict", outcome.allowed() ? "allow" : "deny");
        node.put("blocked", outcome.isBlocked());
        node.put("reason", outcome.reason());
        put(node, "violation", outcome.violation());
        if (kind.calls().certainty() != null) {
            node.put("tool_certainty", kind.calls().certainty().wire());
        }
        ArrayNode tools = node.putArray("tools");
        kind.calls().names().forEach(tools::add);
        Caller caller = kind.caller();
        if (caller != null) {
            node.put("caller", caller.name());
            put(node, "caller_via", caller.viaName());
        }
        node.put("count", kind.count()).put("runs", kind.runs().size());
        node.put("first", kind.first()).put("last", kind.last());
    }

    private static void put(ObjectNode node, String key, String value) {
        if (value != null) {
            node.put(key, value);
        }
    }
}
