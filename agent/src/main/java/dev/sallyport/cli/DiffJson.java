package dev.sallyport.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.diff.Change;
import dev.sallyport.cli.diff.Difference;
import dev.sallyport.cli.diff.Side;
import dev.sallyport.cli.history.ServerBuild;
import java.util.List;

/**
 * A difference as programs read it: {@code version} changes when a key changes its meaning or goes.
 * Times are epoch milliseconds; what is not known is not there.
 */
final class DiffJson {
    private static final int VERSION = 1;

    private DiffJson() {}

    static String text(List<Difference> differences) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        ArrayNode servers = root.putArray("servers");
        differences.forEach(difference -> server(servers.addObject(), difference));
        return root.toPrettyString();
    }

    private static void server(ObjectNode node, Difference difference) {
        node.put("server", difference.server()).put("new_version", difference.isNewBuild());
        side(node.putObject("before"), difference.before());
        side(node.putObject("after"), difference.after());
        ArrayNode changes = node.putArray("changes");
        difference.changes().forEach(change -> change(changes.addObject(), change));
        ArrayNode gone = node.putArray("gone");
        difference.gone().forEach(gone::add);
        node.put("not_kept_apart", difference.untold());
    }

    private static void side(ObjectNode node, Side side) {
        ServerBuild build = side.build();
        node.put("what", side.what());
        put(node, "name", build.name());
        put(node, "version", build.version());
        put(node, "jar", build.jar());
        put(node, "coordinates", build.coordinates());
        put(node, "sha256", build.sha256());
    }

    private static void change(ObjectNode node, Change change) {
        node.put("change", change.novelty().wire()).put("severity", change.severity().wire());
        KindJson.put(node, change.kind());
    }

    private static void put(ObjectNode node, String key, String value) {
        if (value != null) {
            node.put(key, value);
        }
    }
}
