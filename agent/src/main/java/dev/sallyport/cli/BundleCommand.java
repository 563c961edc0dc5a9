package dev.sallyport.cli;

import dev.sallyport.cli.bundle.Bundle;
import dev.sallyport.cli.history.History;
import dev.sallyport.cli.text.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Packs a violation for an incident, secrets masked.",
            "Its events and those of its runs, the policy as it lies there now, and",
            "the hash of each."
        },
        footer = {"", "Exit codes: 0 written, 2 unusable input or nothing on record."})
final class BundleCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "The violation's id, as v3a91c2.")
    private String id;

    @Parameters(
            index = "1..*",
            paramLabel = "EVENTS",
            description = "Event files or folders; by default all below ~/.sallyport/events.")
    private List<Path> places = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The zip file to write; by default sallyport-ID.zip, here.")
    private Path out;

    @Option(names = "--mask-home", description = "Mask the names of home folders, too.")
    private boolean maskHome;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Matcher matcher = Review.VIOLATION.matcher(id);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), id + " is no violation's id; write it as v3a91c2");
        }
        String violation = matcher.group(1);
        History history =
                Recorded.read(places, event -> violation.equals(event.outcome().violation()), err);
        if (history == null) {
            return Exit.UNUSABLE;
        }
        if (history.servers().stream().allMatch(server -> server.kinds().isEmpty())) {
            err.println("No such violation: " + violation);
            return Exit.UNUSABLE;
        }
        Path file = out == null ? Path.of("sallyport-" + violation + ".zip") : out;
        Bundle bundle = new Bundle(violation, history, maskHome);
        return write(bundle, file);
    }

    private int write(Bundle bundle, Path file) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            write(bundle, file, Files.createTempFile(folder(file), ".sallyport", ".zip"));
        } catch (FileAlreadyExistsException there) {
            err.println(file + ": is there already; name another by --out");
            return Exit.UNUSABLE;
        } catch (IOException failed) {
            err.println(file + ": cannot be written: " + failed);
            return Exit.UNUSABLE;
        }
        for (String doubt : bundle.doubts()) {
            err.println(Shown.text(doubt) + ": not the policy that the run began with");
        }
        spec.commandLine().getOut().println(file + ": written. Look through it before it is sent.");
        return Exit.FINE;
    }

    /** Nobody finds half a bundle by its name, and none replaces another. */
    private void write(Bundle bundle, Path file, Path part) throws IOException {
        try {
            try (OutputStream zip = Files.newOutputStream(part)) {
                bundle.write(zip, Recorded.places(places));
            }
            Files.move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
