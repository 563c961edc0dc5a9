package dev.sallyport.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The jar lies on every guarded server's boot path: nothing in it may meet an application's own.
 */
class AgentJarTest {
    private static final List<String> EXPECTED =
            List.of(
                    "META-INF/FastDoubleParser-",
                    "META-INF/LICENSE",
                    "META-INF/MANIFEST.MF",
                    "META-INF/NOTICE",
                    "META-INF/Schubfach-LICENSE",
                    "dev/sallyport/agent/",
                    "dev/sallyport/cli/",
                    "dev/sallyport/event/",
                    "dev/sallyport/policy/",
                    "dev/sallyport/shaded/difflib/",
                    "dev/sallyport/shaded/hc/",
                    "dev/sallyport/shaded/jackson/",
                    "dev/sallyport/shaded/picocli/",
                    "dev/sallyport/shaded/publicsuffix/");

    private final Path jar = Path.of(System.getProperty("sallyport.jar"));

    @Test
    void itHoldsOurPackagesAndRelocatedOnesAndNothingElse() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            TreeSet<String> stray =
                    file.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(entry -> entry.getName())
                            .filter(name -> EXPECTED.stream().noneMatch(name::startsWith))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<String>(), stray);
        }
    }

    @Test
    void whatIsExpectedIsThere() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String expected : EXPECTED) {
                assertTrue(
                        file.stream().anyMatch(entry -> entry.getName().startsWith(expected)),
                        expected);
            }
        }
    }

    @Test
    void everyClassIsJava17OrOlder() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                try (InputStream in = file.getInputStream(entry);
                        DataInputStream data = new DataInputStream(in)) {
                    assertEquals(0xCAFEBABE, data.readInt(), entry.getName());
                    data.readUnsignedShort();
                    assertTrue(data.readUnsignedShort() <= 61, entry.getName());
                }
            }
        }
    }

    @Test
    void theManifestNamesAgentAndToolAndNothingMore() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest().getMainAttributes();
            assertEquals("dev.sallyport.agent.Premain", manifest.getValue("Premain-Class"));
            assertEquals("dev.sallyport.cli.Main", manifest.getValue("Main-Class"));
            assertEquals("sallyport.jar", manifest.getValue("Boot-Class-Path"));
            assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
            // An agent that could be attached later would arrive after what it should have seen.
            assertNull(manifest.getValue("Agent-Class"));
            assertNull(manifest.getValue("Launcher-Agent-Class"));
        }
    }
}
