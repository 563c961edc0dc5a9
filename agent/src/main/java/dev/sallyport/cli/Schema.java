package dev.sallyport.cli;

import dev.sallyport.cli.report.JsonReport;
import dev.sallyport.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints a JSON Schema, for editors and CI.")
final class Schema implements Callable<Integer> {
    /** What there is a schema of. */
    enum Subject {
        POLICY,
        REVIEW
    }

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "WHAT",
            arity = "0..1",
            defaultValue = "policy",
            description = "policy (default): policy files; review: what review --json prints.")
    private Subject subject;

    @Override
    public Integer call() throws IOException {
        try (InputStream in =
                subject == Subject.POLICY
                        ? Policy.class.getResourceAsStream("policy.schema.json")
                        : JsonReport.class.getResourceAsStream("review.schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return Exit.FINE;
    }
}
