package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.agent.record.Home;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who approved what, one JSON object a line, only ever added to. A guarded server cannot write it:
 * it lies in Sallyport's folder, which is protected.
 */
public final class ApprovalLog {
    private static final String NAME = "approvals.log";

    private final File folder;

    /**
     * A log.
     *
     * @param folder Sallyport's; made where it lacks
     */
    public ApprovalLog(File folder) {
        this.folder = folder;
    }

    /**
     * Adds a line.
     *
     * @param command what was run, as {@code baseline}
     * @param server whose policy or decision it is
     * @param what was changed, as a file's path or a violation's id
     * @param sha256 of the file that was written; {@code null} where it is no file
     */
    public void add(
            Approval approval,
            Instant when,
            String command,
            String server,
            String what,
            String sha256)
            throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode line = json.createObjectNode();
        line.put("time", when.truncatedTo(ChronoUnit.SECONDS).toString());
        line.put("command", command);
        line.put("server", server);
        line.put("what", what);
        if (sha256 != null) {
            line.put("sha256", sha256);
        }
        line.put("approved_by", approval.by());
        line.put("asked_at_terminal", approval.atTerminal());
        line.put("user", System.getProperty("user.name", "unknown"));
        Home.makePrivateFolder(folder);
        File file = new File(folder, NAME);
        boolean isNew = file.createNewFile();
        if (isNew) {
            Home.makePrivate(file);
        }
        // One write: two tools at once do not tear each other's lines.
        byte[] bytes = (json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file.toPath(), bytes, StandardOpenOption.APPEND);
    }
}
