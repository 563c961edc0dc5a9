package dev.sallyport.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.agent.record.Home;
import java.io.File;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people have seen of one server's violations, and which they dismissed: {@code
 * ~/.sallyport/reviewed/<server>.json}, private to the user. A guarded server cannot write it: it
 * lies in Sallyport's folder, which is protected.
 */
public final class Reviewed {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final File file;
    private final String server;
    private final LocalDate today;
    private final Map<String, LocalDate> seen = new TreeMap<>();
    private final Map<String, Dismissal> dismissals = new TreeMap<>();

    private Reviewed(File file, String server, LocalDate today) {
        this.file = file;
        this.server = server;
        this.today = today;
    }

    /** Of a server that nobody has looked at, and whose file is nowhere. */
    static Reviewed nothing(String server, LocalDate today) {
        return new Reviewed(null, server, today);
    }

    /**
     * What is on record of a server.
     *
     * @param home Sallyport's folder; {@code null} for a user without one
     * @param today in UTC
     * @throws IOException the file is there and cannot be read, or is none of ours
     */
    public static Reviewed read(File home, String server, LocalDate today) throws IOException {
        if (home == null) {
            return nothing(server, today);
        }
        File file = new File(new File(home, "reviewed"), Home.folderName(server) + ".json");
        Reviewed reviewed = new Reviewed(file, server, today);
        if (file.exists()) {
            reviewed.fill();
        }
        return reviewed;
    }

    private void fill() throws IOException {
        try {
            JsonNode root = JSON.readTree(file);
            if (root.path("version").asInt() != VERSION) {
                throw new IOException(file + ": is of another version of sallyport");
            }
            root.path("seen")
                    .properties()
                    .forEach(e -> seen.put(e.getKey(), LocalDate.parse(e.getValue().asText())));
            root.path("dismissed")
                    .properties()
                    .forEach(e -> dismissals.put(e.getKey(), dismissal(e.getValue())));
        } catch (IOException | DateTimeException broken) {
            throw new IOException(
                    file + ": cannot be read; mend it, or delete it to see all as new", broken);
        }
    }

    private static Dismissal dismissal(JsonNode node) {
        return new Dismissal(
                node.path("by").asText(),
                LocalDate.parse(node.path("on").asText()),
                LocalDate.parse(node.path("until").asText()),
                node.path("why").asText());
    }

    LocalDate today() {
        return today;
    }

    /** Whether somebody has seen it; what has no id is never new. */
    boolean hasSeen(String id) {
        return id == null || seen.containsKey(id);
    }

    /** What holds or held; {@code null} for none. */
    Dismissal dismissal(String id) {
        return id == null ? null : dismissals.get(id);
    }

    /** Puts on record that a person has seen these. */
    public void see(Collection<String> ids) throws IOException {
        boolean more = false;
        for (String id : ids) {
            more |= seen.putIfAbsent(id, today) == null;
        }
        if (more) {
            write();
        }
    }

    /** Puts on record that somebody lets it be. */
    public void dismiss(String id, Dismissal dismissal) throws IOException {
        seen.putIfAbsent(id, today);
        dismissals.put(id, dismissal);
        write();
    }

    /** Whole or not at all: somebody may read it at the same time. */
    private void write() throws IOException {
        if (file == null) {
            throw new IOException("this user has no home to keep what was reviewed in");
        }
        ObjectNode root = JSON.createObjectNode().put("version", VERSION).put("server", server);
        ObjectNode seenNode = root.putObject("seen");
        seen.forEach((id, day) -> seenNode.put(id, day.toString()));
        ObjectNode dismissed = root.putObject("dismissed");
        dismissals.forEach(
                (id, by) ->
                        dismissed
                                .putObject(id)
                                .put("by", by.by())
                                .put("on", by.on().toString())
                                .put("until", by.until().toString())
                                .put("why", by.why()));
        Home.makePrivateFolder(file.getParentFile());
        String text = JSON.writeValueAsString(root);
        PrivateFile.write(file.toPath(), to -> to.write(text));
    }
}
