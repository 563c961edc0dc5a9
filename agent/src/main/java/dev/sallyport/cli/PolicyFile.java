package dev.sallyport.cli;

import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyError;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A policy file as the tool reads it: with every error told, one a line. */
final class PolicyFile {
    private PolicyFile() {}

    /** The policy, or {@code null} after the errors were printed. */
    static Policy read(Path file, PrintWriter err) {
        try {
            return PolicyReader.read(file.toString(), Files.readAllBytes(file));
        } catch (PolicyException invalid) {
            tell(invalid, err);
        } catch (NoSuchFileException missing) {
            err.println(file.toAbsolutePath() + ": no such file");
        } catch (IOException unreadable) {
            err.println(file.toAbsolutePath() + ": cannot be read: " + unreadable.getMessage());
        }
        return null;
    }

    /** Every error, one a line. */
    static void tell(PolicyException invalid, PrintWriter err) {
        for (PolicyError error : invalid.errors()) {
            err.println(error);
        }
    }
}
