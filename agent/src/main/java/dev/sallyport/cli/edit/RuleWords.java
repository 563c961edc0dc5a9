package dev.sallyport.cli.edit;

import dev.sallyport.policy.Rule;
import java.util.ArrayList;
import java.util.List;

/** A rule in one line, as people speak of it. */
final class RuleWords {
    private RuleWords() {}

    /** As {@code nws: api.weather.gov:443 GET /points/** for get_forecast}. */
    static String of(Rule rule) {
        StringBuilder words = new StringBuilder();
        if (rule.id() != null) {
            words.append(rule.id()).append(": ");
        }
        if (rule.unixPath() != null) {
            words.append("unix socket ").append(rule.unixPath());
        } else {
            words.append(rule.host() != null ? rule.host() : rule.range());
        }
        if (rule.ports() != null) {
            words.append(':').append(rule.ports().toString().replace(", ", ","));
        }
        if (rule.transport() != null && !rule.transport().wire().equals("tcp")) {
            words.append('/').append(rule.transport().wire());
        }
        if (rule.addresses() != null) {
            List<String> ranges = new ArrayList<>();
            rule.addresses().forEach(range -> ranges.add(range.toString()));
            words.append(
                    ranges.equals(List.of(ConnectionRules.NOWHERE))
                            ? ", look-up only"
                            : " at " + String.join(", ", ranges));
        }
        if (!rule.methods().isEmpty()) {
            words.append(' ').append(String.join(",", rule.methods()));
        }
        if (!rule.paths().isEmpty()) {
            List<String> paths = new ArrayList<>();
            rule.paths().forEach(path -> paths.add(path.toString()));
            words.append(' ').append(String.join(",", paths));
        }
        if (!rule.tools().isEmpty()) {
            words.append(" for ").append(String.join(", ", rule.tools()));
        }
        if (!rule.callers().isEmpty()) {
            List<String> callers = new ArrayList<>();
            rule.callers().forEach(caller -> callers.add(caller.toString()));
            words.append(" by ").append(String.join(", ", callers));
        }
        return words.toString();
    }
}
