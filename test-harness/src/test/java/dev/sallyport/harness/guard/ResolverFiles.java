package dev.sallyport.harness.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is asked for names: a {@code resolv.conf}, and a {@code nsswitch.conf} that leads there,
 * which a command finds as the machine's own, in a mount namespace of its own.
 */
public final class ResolverFiles {
    private static final String IN_NAMESPACE =
            "mount --bind \"$1\" /etc/resolv.conf || exit 125;"
                    + " if [ -e /etc/nsswitch.conf ];"
                    + " then mount --bind \"$2\" /etc/nsswitch.conf || exit 125; fi;"
                    + " shift 2; exec \"$@\"";

    private final Path resolv;
    private final Path nsswitch;

    private ResolverFiles(Path folder) {
        this.resolv = folder.resolve("resolv.conf");
        this.nsswitch = folder.resolve("nsswitch.conf");
    }

    /** An empty one, in a folder that has none. */
    public static ResolverFiles in(Path folder) throws IOException {
        ResolverFiles files = new ResolverFiles(folder);
        Files.writeString(files.nsswitch, "hosts: files dns\n");
        Files.createFile(files.resolv);
        return files;
    }

    /**
     * Says who is asked.
     *
     * @param text as in resolv.conf(5)
     */
    public void write(String text) throws IOException {
        Files.writeString(resolv, text);
    }

    /** The command, run where these are the machine's files; the process stays one. */
    public List<String> command(List<String> command) {
        List<String> wrapped =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "-m",
                                "sh",
                                "-c",
                                IN_NAMESPACE,
                                "sh",
                                resolv.toString(),
                                nsswitch.toString()));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Whether such a namespace may be made here: it takes root, and Linux. */
    boolean arePermitted() throws InterruptedException {
        try {
            return new ProcessBuilder(command(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
