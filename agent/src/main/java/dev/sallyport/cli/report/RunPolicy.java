package dev.sallyport.cli.report;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The policy that a run was held to, as its start event names it.
 *
 * @param path of the file; {@code null} for a run that learned, or has no start on record
 * @param sha256 of the file as the run read it
 * @param policy what it says; {@code null} where it cannot be had any more
 * @param problem why not, as a clause; {@code null} where it can
 */
public record RunPolicy(String path, String sha256, Policy policy, String problem) {
    /** Larger is no policy, and events may name anything. */
    private static final long LARGEST = 64 << 20;

    static RunPolicy of(PastRun run) {
        String path = run.start() == null ? null : run.text("policy");
        if (path == null) {
            boolean learned = run.start() != null;
            return new RunPolicy(
                    null,
                    null,
                    null,
                    learned
                            ? "the run learned, without a policy"
                            : "no start event names a policy");
        }
        String sha256 = run.text("policy_sha256");
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return new RunPolicy(path, sha256, null, "the policy is not there any more");
            }
            byte[] text = Files.readAllBytes(file);
            if (!Sha256.of(text).equals(sha256)) {
                return new RunPolicy(path, sha256, null, "the policy has changed since the run");
            }
            return new RunPolicy(path, sha256, PolicyReader.read(path, text), null);
        } catch (IOException | InvalidPathException | PolicyException unreadable) {
            return new RunPolicy(path, sha256, null, "the policy cannot be read");
        }
    }
}
