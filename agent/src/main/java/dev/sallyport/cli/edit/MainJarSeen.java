package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.event.RunEvent;
import java.util.List;

/**
 * The server itself, as a run put it on record.
 *
 * @param name {@code group:artifact} without a version, else the jar's name
 * @param coordinates with the version; {@code null} where the jar has none
 */
public record MainJarSeen(String name, String coordinates, String sha256) {

    /** That of the last run that knew; {@code null} where none did. */
    public static MainJarSeen last(ServerHistory history) {
        MainJarSeen last = null;
        for (PastRun run : history.runs()) {
            MainJarSeen seen = of(run.sessions());
            last = seen == null ? last : seen;
        }
        return last;
    }

    private static MainJarSeen of(List<RunEvent> sessions) {
        for (RunEvent session : sessions) {
            Object jar = session.facts().get("main_jar");
            if (jar instanceof String name
                    && session.facts().get("main_sha256") instanceof String sha256
                    && sha256.matches("[0-9a-f]{64}")) {
                String coordinates = (String) session.facts().get("main_coordinates");
                return new MainJarSeen(
                        coordinates == null ? name : withoutVersion(coordinates),
                        coordinates,
                        sha256);
            }
        }
        return null;
    }

    private static String withoutVersion(String coordinates) {
        int second = coordinates.indexOf(':', coordinates.indexOf(':') + 1);
        return second < 0 ? coordinates : coordinates.substring(0, second);
    }

    /** As a policy has it; {@code null} where no run knew. */
    static JsonNode latest(ServerHistory history) {
        MainJarSeen last = last(history);
        return last == null ? null : last.artifact();
    }

    /** As a policy has it. */
    public JsonNode artifact() {
        ObjectNode artifact = JsonNodeFactory.instance.objectNode().put("name", name);
        artifact.putArray("sha256").add(sha256);
        return artifact;
    }
}
