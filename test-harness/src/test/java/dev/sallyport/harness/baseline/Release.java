package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** {@code geo-format} in one of its versions, as a jar with Maven's word on what it is. */
final class Release {
    private static final String PLACES = "com/acme/geo/PlaceFormat.class";
    private static final String TELEMETRY = "com/acme/geo/Telemetry.class";

    private Release() {}

    /** The jar, in a folder that is its own. */
    static Path of(Trojan trojan, Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Telemetry.java"), trojan.source());
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-nowarn",
                                "-Xlint:none",
                                "--release",
                                "17",
                                "-d",
                                folder.toString(),
                                source.toString());
        assertEquals(0, failed, trojan.source());
        Path jar = folder.resolve("geo-format-" + trojan.version() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            Path classes = Path.of(System.getProperty("harness.target"), "classes");
            put(out, PLACES, Files.readAllBytes(classes.resolve(PLACES)));
            put(out, TELEMETRY, Files.readAllBytes(folder.resolve(TELEMETRY)));
            String coordinates =
                    "groupId=com.acme\nartifactId=geo-format\nversion=" + trojan.version() + "\n";
            put(
                    out,
                    "META-INF/maven/com.acme/geo-format/pom.properties",
                    coordinates.getBytes(StandardCharsets.ISO_8859_1));
        }
        return jar;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
