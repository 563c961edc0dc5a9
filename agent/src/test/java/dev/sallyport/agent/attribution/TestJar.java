package dev.sallyport.agent.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A jar to be made: classes from source, metadata, other jars. */
final class TestJar {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Compiles sources together: what they make, by the names that a jar's entries have. */
    static Map<String, byte[]> compile(Path work, String... sources) throws IOException {
        Path classes = Files.createTempDirectory(work, "classes");
        List<String> arguments = new ArrayList<>(List.of("-g", "-d", classes.toString()));
        for (String source : sources) {
            String name = source.replaceAll("(?s).*public class ([\\w$]+).*", "$1");
            Path file = Files.createTempDirectory(work, "source").resolve(name + ".java");
            arguments.add(Files.writeString(file, source).toString());
        }
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertEquals(0, failed, "compiling");
        Map<String, byte[]> compiled = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                compiled.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return compiled;
    }

    /** Adds the classes of a package. */
    TestJar classes(Map<String, byte[]> compiled, String path) {
        compiled.forEach(
                (name, bytes) -> {
                    if (name.startsWith(path)) {
                        entry(name, bytes);
                    }
                });
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    TestJar entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestJar maven(String group, String artifact, String version) {
        return entry(
                "META-INF/maven/" + group + "/" + artifact + "/pom.properties",
                "artifactId=" + artifact + "\ngroupId=" + group + "\nversion=" + version + "\n");
    }

    TestJar manifest(String... lines) {
        return entry(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Jars within it are stored, as Spring Boot stores them; all else is compressed. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry zipEntry = new ZipEntry(entry.getKey());
                if (entry.getKey().endsWith(".jar")) {
                    CRC32 sum = new CRC32();
                    sum.update(entry.getValue());
                    zipEntry.setMethod(ZipEntry.STORED);
                    zipEntry.setSize(entry.getValue().length);
                    zipEntry.setCrc(sum.getValue());
                }
                out.putNextEntry(zipEntry);
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes());
    }
}
