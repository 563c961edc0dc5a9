package dev.sallyport.agent.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJarTest {
    @TempDir Path folder;

    @Test
    void whatItsManifestOpensIsToldInOneLine() throws Exception {
        Path jar =
                manifest(
                        "Main-Class: a.Main",
                        "Enable-Native-Access: ALL-UNNAMED",
                        "Launcher-Agent-Class: a.Agent",
                        "Add-Exports: java.base/sun.nio.ch",
                        "Add-Opens: java.base/java.lang ",
                        " java.base/sun.nio.ch");
        assertEquals(
                "Add-Opens: java.base/java.lang java.base/sun.nio.ch; Add-Exports:"
                        + " java.base/sun.nio.ch; Enable-Native-Access: ALL-UNNAMED;"
                        + " Launcher-Agent-Class: a.Agent",
                of(jar.toString(), jar + " --port 1").openings());
    }

    @Test
    void aManifestThatOpensNothingIsNotWorthALine() throws Exception {
        Path jar = manifest("Main-Class: a.Main");
        assertNull(of(jar.toString(), jar.toString()).openings());
        Path bare = new TestJar().entry("a/Main.class", "x").write(folder.resolve("bare.jar"));
        assertNull(of(bare.toString(), bare.toString()).openings());
    }

    /** The launcher reads the manifest of {@code -jar} alone. */
    @Test
    void onAClassPathAManifestOpensNothing() throws Exception {
        Path jar = manifest("Main-Class: a.Main", "Add-Opens: java.base/java.lang");
        assertNull(of(jar.toString(), "a.Main").openings());
        assertNull(of(jar + File.pathSeparator + "b.jar", "a.Main").openings());
    }

    @Test
    void whatIsNoJarIsPassedOver() {
        String missing = folder.resolve("missing.jar").toString();
        assertNull(of(missing, missing).openings());
    }

    private Path manifest(String... lines) throws Exception {
        String text = "Manifest-Version: 1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        return new TestJar().entry("META-INF/MANIFEST.MF", text).write(folder.resolve("main.jar"));
    }

    private static MainJar of(String classPath, String command) {
        return new MainJar(new MainProgram(command, classPath, ""), new StackCallers());
    }
}
