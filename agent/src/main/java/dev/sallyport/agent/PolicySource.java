package dev.sallyport.agent;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * The policy in force and where it came from.
 *
 * @param policy what it says
 * @param path absolute, or {@code null} when nothing was named and the run learns
 * @param sha256 of the file, or {@code null}
 */
record PolicySource(Policy policy, String path, String sha256) {
    /** What a JVM reads in place of letters that its locale lacks. */
    private static final char UNREADABLE = '\uFFFD';

    static PolicySource learning(String server) {
        return new PolicySource(Policy.learning(server), null, null);
    }

    /**
     * @throws StartupException the file is not there, cannot be read or is no policy. Never taken
     *     for "learn": a misspelt path must not open the server.
     */
    static PolicySource read(String name) throws StartupException {
        File file = new File(name).getAbsoluteFile();
        byte[] text;
        try (FileInputStream in = new FileInputStream(file)) {
            text = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new StartupException(
                    "the policy " + file + " cannot be read (" + why(file, unreadable));
        }
        try {
            Policy policy = PolicyReader.read(file.getPath(), text);
            return new PolicySource(policy, file.getPath(), Sha256.of(text));
        } catch (PolicyException invalid) {
            throw new StartupException(firstOf(invalid));
        }
    }

    private static String why(File file, IOException unreadable) {
        if (file.exists()) {
            return unreadable.getMessage() + "); mend policy=";
        }
        if (file.getPath().indexOf(UNREADABLE) >= 0) {
            return "this locale has no letters for its name); start with LANG=C.UTF-8, or name a"
                    + " policy by ASCII letters";
        }
        return "no such file); mend policy=";
    }

    private static String firstOf(PolicyException invalid) {
        int more = invalid.errors().size() - 1;
        String first = "invalid policy " + invalid.errors().get(0);
        return more == 0 ? first : first + " (and " + more + " more; see: sallyport check POLICY)";
    }
}
