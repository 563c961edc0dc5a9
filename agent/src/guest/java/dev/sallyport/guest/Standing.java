package dev.sallyport.guest;

import java.net.SallyportFigures;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the server is guarded at this moment; what is not known is {@code null}.
 *
 * @param mode {@code learn} or {@code hold}
 * @param lastViolation its id
 * @param lastViolationTime ISO 8601
 */
record Standing(
        String server,
        String mode,
        String policySha256,
        String onViolation,
        String lastViolation,
        String lastViolationTime) {
    static Standing now() {
        String[] facts = SallyportFigures.standing();
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i + 1 < facts.length; i += 2) {
            named.put(facts[i], facts[i + 1]);
        }
        String time = named.get("last_violation_time");
        return new Standing(
                named.get("server"),
                named.get("mode"),
                named.get("policy_sha256"),
                named.get("on_violation"),
                named.get("last_violation"),
                time == null ? null : Instant.ofEpochMilli(Long.parseLong(time)).toString());
    }

    /** As health and info show it: without what is not known. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("guarded", true);
        put(details, "server", server);
        put(details, "mode", mode);
        put(details, "policySha256", policySha256);
        put(details, "onViolation", onViolation);
        put(details, "lastViolation", lastViolation);
        put(details, "lastViolationTime", lastViolationTime);
        return details;
    }

    private static void put(Map<String, Object> details, String name, String value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
