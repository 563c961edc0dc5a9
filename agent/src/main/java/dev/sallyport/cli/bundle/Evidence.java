package dev.sallyport.cli.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file whose parts are hashed as they are written, and which says nothing of when and where
 * it was made: the same parts make the same bytes.
 */
final class Evidence implements AutoCloseable {
    /** The earliest that a zip file knows. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final Map<String, String> hashes = new TreeMap<>();
    private final MessageDigest digest = sha256();
    private String part;

    Evidence(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    /** Begins a part; the one before is done. */
    void begin(String name) throws IOException {
        end();
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        part = name;
    }

    void write(byte[] bytes) throws IOException {
        digest.update(bytes);
        zip.write(bytes);
    }

    void line(String line) throws IOException {
        write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void end() throws IOException {
        if (part != null) {
            zip.closeEntry();
            hashes.put(part, HexFormat.of().formatHex(digest.digest()));
            part = null;
        }
    }

    /** SHA-256 of each part that is done, by name. */
    Map<String, String> hashes() throws IOException {
        end();
        return hashes;
    }

    @Override
    public void close() throws IOException {
        end();
        zip.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
