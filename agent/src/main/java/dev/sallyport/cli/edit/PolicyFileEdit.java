package dev.sallyport.cli.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.sallyport.policy.PolicyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;

/** A policy file as it was read, and what becomes of it. */
public final class PolicyFileEdit {
    private static final int CONTEXT = 3;

    private final Path file;

    /** {@code null} where there was no file. */
    private final byte[] before;

    private final PolicyText original;

    private PolicyFileEdit(Path file, byte[] before, PolicyText original) {
        this.file = file;
        this.before = before;
        this.original = original;
    }

    /**
     * Reads the file, or begins one.
     *
     * @param file may be a symbolic link; what it leads to is what changes
     * @param server whose policy is begun where there is none yet
     * @throws PolicyException it is no policy
     * @throws IOException it cannot be read, or is no UTF-8
     */
    public static PolicyFileEdit open(Path file, String server)
            throws IOException, PolicyException {
        if (!Files.exists(file)) {
            if (Files.isSymbolicLink(file)) {
                throw new IOException(file + " is a link that leads nowhere; mend or remove it");
            }
            return new PolicyFileEdit(
                    file.toAbsolutePath(), null, PolicyText.begin(file.toString(), server));
        }
        Path real = file.toRealPath();
        byte[] bytes = Files.readAllBytes(real);
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw new IOException(file + " is not UTF-8; save it so before it is edited", other);
        }
        return new PolicyFileEdit(real, bytes, PolicyText.of(file.toString(), text));
    }

    public PolicyText original() {
        return original;
    }

    public boolean isNew() {
        return before == null;
    }

    /** Where it is written: links resolved. */
    public Path file() {
        return file;
    }

    /** Unified, one line each; empty where nothing changes. */
    public List<String> diff(PolicyText edited) {
        String name = file.getFileName().toString();
        List<String> old = before == null ? List.of() : original.text().lines().toList();
        List<String> now = edited.text().lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(
                before == null ? "/dev/null" : name, name, old, DiffUtils.diff(old, now), CONTEXT);
    }

    /**
     * Writes the text in place of what was read, in one step: whoever reads the file sees the one
     * or the other. Its permissions stay.
     *
     * @throws IOException it has changed since, or cannot be written
     */
    public void write(PolicyText edited) throws IOException {
        byte[] now = Files.exists(file) ? Files.readAllBytes(file) : null;
        if (!Arrays.equals(now, before)) {
            throw new IOException(file + " has changed meanwhile; nothing was written");
        }
        replace(file, edited.bytes());
    }

    /**
     * Puts a file in place of another or of none, in one step.
     *
     * @throws IOException it cannot be written
     */
    static void replace(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path beside =
                folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(beside, content, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException leftBehind) {
            throw new IOException(beside + " is in the way; remove it", leftBehind);
        }
        try {
            PosixFileAttributeView old =
                    Files.exists(file)
                            ? Files.getFileAttributeView(file, PosixFileAttributeView.class)
                            : null;
            if (old != null) {
                Files.setPosixFilePermissions(beside, old.readAttributes().permissions());
            }
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
