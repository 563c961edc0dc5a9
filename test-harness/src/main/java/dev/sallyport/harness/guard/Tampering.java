package dev.sallyport.harness.guard;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import javax.management.ObjectName;

/** Changes what guards the server: one line for each argument, {@code DEED FILE [FILE]}. */
public final class Tampering {
    private static final byte[] WORDS = "{}".getBytes(StandardCharsets.US_ASCII);

    private Tampering() {}

    public static void main(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split(" ", -1);
            System.out.println(Report.of(() -> done(parts)));
        }
    }

    private static String done(String[] parts) throws Exception {
        Path file = Path.of(parts.length > 1 ? parts[1] : "");
        switch (parts[0]) {
            case "stream" -> stream(file.toFile(), false);
            case "append" -> stream(file.toFile(), true);
            case "random" -> {
                try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
                    random.write(WORDS);
                }
            }
            case "channel" -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(WORDS));
                }
            }
            case "mapped" -> {
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, 2).put(WORDS);
                }
            }
            case "files" -> Files.write(file, WORDS);
            case "lying-file" -> saidToBe(new Lying(parts[1]).delete());
            case "old-delete" -> saidToBe(file.toFile().delete());
            case "old-rename" -> saidToBe(file.toFile().renameTo(new File(parts[2])));
            case "old-read-only" -> saidToBe(file.toFile().setReadOnly());
            case "old-executable" -> saidToBe(file.toFile().setExecutable(true, true));
            case "delete" -> Files.delete(file);
            case "move" -> Files.move(file, Path.of(parts[2]), StandardCopyOption.REPLACE_EXISTING);
            case "copy" -> Files.copy(file, Path.of(parts[2]), StandardCopyOption.REPLACE_EXISTING);
            case "link" -> Files.createLink(Path.of(parts[2]), file);
            case "symbolic" -> Files.createSymbolicLink(Path.of(parts[2]), file);
            case "mode" ->
                    Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OTHERS_READ));
            case "secure-delete" -> {
                try (DirectoryStream<Path> folder = Files.newDirectoryStream(file.getParent())) {
                    ((SecureDirectoryStream<Path>) folder).deleteFile(file.getFileName());
                }
            }
            case "secure-write" -> {
                try (DirectoryStream<Path> folder = Files.newDirectoryStream(file.getParent())) {
                    ((SecureDirectoryStream<Path>) folder)
                            .newByteChannel(file.getFileName(), Set.of(StandardOpenOption.WRITE))
                            .write(ByteBuffer.wrap(WORDS));
                }
            }
            case "zip" -> {
                try (FileSystem zip = FileSystems.newFileSystem(file)) {
                    Files.write(zip.getPath("more"), WORDS);
                }
            }
            case "diagnostic" -> diagnose(parts[1], parts[2]);
            default -> throw new IllegalArgumentException(parts[0]);
        }
        return "done";
    }

    private static void stream(File file, boolean append) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file, append)) {
            out.write(WORDS);
        }
    }

    private static void saidToBe(boolean done) throws IOException {
        if (!done) {
            throw new IOException("said no");
        }
    }

    private static void diagnose(String operation, String argument) throws Exception {
        String said =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        operation,
                                        new Object[] {argument.split(",")},
                                        new String[] {String[].class.getName()});
        if (said.contains("rror") || said.contains("failed")) {
            throw new IOException(said);
        }
    }

    /** Says another path than the one that it has. */
    private static final class Lying extends File {
        private static final long serialVersionUID = 1;

        Lying(String path) {
            super(path);
        }

        @Override
        public String getPath() {
            return "/tmp/harmless";
        }
    }
}
