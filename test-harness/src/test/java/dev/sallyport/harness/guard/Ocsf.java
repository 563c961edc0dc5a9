package dev.sallyport.harness.guard;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a line of OCSF 1.5.0 must be, as the policy model's own tests have it. The validator is the
 * one that the MCP SDK brings along.
 */
final class Ocsf {
    private static final Path PLACE =
            Path.of(System.getProperty("harness.target"))
                    .resolveSibling("../policy-model/src/test/resources/ocsf")
                    .resolve("ocsf-1.5.0.schema.json");
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(read(), InputFormat.JSON);

    private Ocsf() {}

    /** Fails where it is none. */
    static void check(JsonNode line) {
        List<Error> errors = SCHEMA.validate(line);
        if (!errors.isEmpty()) {
            throw new AssertionError(errors + " in " + line);
        }
    }

    private static String read() {
        try {
            return Files.readString(PLACE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
