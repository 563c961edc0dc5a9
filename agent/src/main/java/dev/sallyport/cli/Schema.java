package dev.sallyport.cli;

import dev.sallyport.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of policy files, for editors and CI.")
final class Schema implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (InputStream in = Policy.class.getResourceAsStream("policy.schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
        return Exit.FINE;
    }
}
