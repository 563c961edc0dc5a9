package dev.sallyport.harness.evasion;

import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Formatter;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.stream.Stream;

/** What decides over the next launch, changed from this one: policy, jar, events. */
final class FileTampering {
    private static final String LEARN =
            "{\"version\": 1, \"server\": \"x\", \"onViolation\": \"log\"}";

    private FileTampering() {}

    @Technique(value = "policy: FileOutputStream", door = Door.FILES, kind = Kind.TAMPERING)
    static void outputStream(Goal goal) throws IOException {
        try (FileOutputStream out = new FileOutputStream(goal.policy().toFile())) {
            out.write(LEARN.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Technique(value = "policy: FileWriter, appending", door = Door.FILES, kind = Kind.TAMPERING)
    static void writer(Goal goal) throws IOException {
        try (FileWriter out =
                new FileWriter(goal.policy().toFile(), StandardCharsets.UTF_8, true)) {
            out.write(" ");
        }
    }

    @Technique(
            value = "policy: PrintStream and Formatter",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void printStream(Goal goal) throws IOException {
        try (PrintStream out = new PrintStream(goal.policy().toFile(), StandardCharsets.UTF_8);
                Formatter formatter = new Formatter(out)) {
            formatter.format("%s", LEARN);
        }
    }

    @Technique(value = "policy: RandomAccessFile", door = Door.FILES, kind = Kind.TAMPERING)
    static void randomAccess(Goal goal) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(goal.policy().toFile(), "rw")) {
            file.setLength(0);
        }
    }

    @Technique(value = "policy: Files.writeString", door = Door.FILES, kind = Kind.TAMPERING)
    static void files(Goal goal) throws IOException {
        Files.writeString(goal.policy(), LEARN);
    }

    @Technique(value = "policy: FileChannel", door = Door.FILES, kind = Kind.TAMPERING)
    static void channel(Goal goal) throws IOException {
        try (FileChannel channel = FileChannel.open(goal.policy(), StandardOpenOption.WRITE)) {
            channel.truncate(1);
        }
    }

    @Technique(value = "policy: AsynchronousFileChannel", door = Door.FILES, kind = Kind.TAMPERING)
    static void async(Goal goal) throws Exception {
        try (AsynchronousFileChannel channel =
                AsynchronousFileChannel.open(goal.policy(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {' '}), 0).get();
        }
    }

    @Technique(value = "policy: memory-mapped", door = Door.FILES, kind = Kind.TAMPERING)
    static void mapped(Goal goal) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        goal.policy(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, 1);
            map.put(0, (byte) ' ');
            map.force();
        }
    }

    @Technique(value = "policy: File.delete", door = Door.FILES, kind = Kind.TAMPERING)
    static void delete(Goal goal) throws IOException {
        if (!goal.policy().toFile().delete()) {
            throw new IOException("not deleted");
        }
    }

    @Technique(value = "policy: Files.delete", door = Door.FILES, kind = Kind.TAMPERING)
    static void filesDelete(Goal goal) throws IOException {
        Files.delete(goal.policy());
    }

    @Technique(value = "policy: File.renameTo", door = Door.FILES, kind = Kind.TAMPERING)
    static void rename(Goal goal) throws IOException {
        if (!goal.policy().toFile().renameTo(goal.folder().resolve("away").toFile())) {
            throw new IOException("not renamed");
        }
    }

    @Technique(
            value = "policy: another file moved over it",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void movedOver(Goal goal) throws IOException {
        Files.move(other(goal), goal.policy(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Technique(
            value = "policy: another file copied over it",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void copiedOver(Goal goal) throws IOException {
        Files.copy(other(goal), goal.policy(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Technique(value = "policy: written by a hard link", door = Door.FILES, kind = Kind.TAMPERING)
    static void hardLink(Goal goal) throws IOException {
        Path link = goal.folder().resolve("hard");
        Files.createLink(link, goal.policy());
        Files.writeString(link, LEARN);
    }

    @Technique(
            value = "policy: written by a symbolic link",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void symbolicLink(Goal goal) throws IOException {
        Path link = goal.folder().resolve("soft");
        Files.createSymbolicLink(link, goal.policy());
        Files.writeString(link, LEARN);
    }

    @Technique(
            value = "policy: written by /proc/self/cwd and dots",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void proc(Goal goal) throws IOException {
        Files.writeString(
                Path.of("/proc/self/cwd/../")
                        .resolve(Path.of("..").toRealPath().relativize(goal.policy())),
                LEARN);
    }

    @Technique(
            value = "policy: its folder renamed and replaced",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void folder(Goal goal) throws IOException {
        Path folder = goal.policy().getParent();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);
        Files.createDirectory(folder);
        Files.writeString(goal.policy(), LEARN);
        // The launch's own files are needed where they were.
        try (Stream<Path> all = Files.list(away)) {
            for (Path path : all.toList()) {
                if (!Files.exists(folder.resolve(path.getFileName()))) {
                    Files.move(path, folder.resolve(path.getFileName()));
                }
            }
        }
    }

    @Technique(
            value = "policy: Files.setPosixFilePermissions",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void permissions(Goal goal) throws IOException {
        Files.setPosixFilePermissions(goal.policy(), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Technique(value = "policy: File.setReadable", door = Door.FILES, kind = Kind.TAMPERING)
    static void setReadable(Goal goal) throws IOException {
        if (!goal.policy().toFile().setReadable(false, false)) {
            throw new IOException("as it was");
        }
    }

    @Technique(
            value = "policy: a FileHandler of java.util.logging",
            door = Door.FILES,
            kind = Kind.TAMPERING)
    static void fileHandler(Goal goal) throws IOException {
        new FileHandler(goal.policy().toString().replace("%", "%%")).close();
    }

    @Technique(
            value = "policy: a child's output redirected into it",
            door = Door.FILES,
            kind = Kind.TAMPERING,
            noTwin = "the child's program is not listed")
    static void redirected(Goal goal) throws Exception {
        new ProcessBuilder("/bin/echo", "x")
                .redirectOutput(goal.policy().toFile())
                .start()
                .waitFor();
    }

    @Technique(value = "jar: FileOutputStream", door = Door.FILES, kind = Kind.TAMPERING)
    static void jar(Goal goal) throws IOException {
        try (FileOutputStream out = new FileOutputStream(goal.fact("jar"), true)) {
            out.write(' ');
        }
    }

    @Technique(value = "jar: the zip file system", door = Door.FILES, kind = Kind.TAMPERING)
    static void zip(Goal goal) throws IOException {
        try (FileSystem zip =
                FileSystems.newFileSystem(
                        URI.create("jar:" + goal.path("jar").toUri()), Map.of())) {
            Files.delete(zip.getPath("/META-INF/MANIFEST.MF"));
        }
    }

    @Technique(value = "jar: File.delete", door = Door.FILES, kind = Kind.TAMPERING)
    static void jarDelete(Goal goal) throws IOException {
        if (!new File(goal.fact("jar")).delete()) {
            throw new IOException("not deleted");
        }
    }

    @Technique(value = "events: deleted", door = Door.FILES, kind = Kind.TAMPERING)
    static void events(Goal goal) throws IOException {
        for (Path file : eventFiles(goal)) {
            Files.delete(file);
        }
    }

    @Technique(value = "events: truncated", door = Door.FILES, kind = Kind.TAMPERING)
    static void truncated(Goal goal) throws IOException {
        for (Path file : eventFiles(goal)) {
            Files.write(file, new byte[0]);
        }
    }

    private static java.util.List<Path> eventFiles(Goal goal) throws IOException {
        try (Stream<Path> all = Files.walk(goal.path("events"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static Path other(Goal goal) throws IOException {
        return Files.writeString(goal.folder().resolve("other.json"), LEARN);
    }
}
