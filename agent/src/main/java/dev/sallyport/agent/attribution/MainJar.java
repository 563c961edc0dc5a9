package dev.sallyport.agent.attribution;

import dev.sallyport.event.Library;
import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The server itself. Each method reads a jar: not for the start, where the manifest alone cost 1.4
 * to 15 ms (JDK 17 and 25, cold), nor for a connecting thread.
 */
public final class MainJar {
    /** Of a jar behind {@code java -jar}, what command lines have flags for. */
    private static final String[] OPENINGS = {
        "Add-Opens", "Add-Exports", "Enable-Native-Access", "Launcher-Agent-Class"
    };

    /** Of what a manifest says, in characters. */
    private static final int LONGEST = 4_096;

    private final MainProgram program;
    private final StackCallers callers;

    /**
     * @param callers knows the jars that were read already
     */
    public MainJar(MainProgram program, StackCallers callers) {
        this.program = program;
        this.callers = callers;
    }

    /** What it is, with its hash; {@code null} where the launch does not say. */
    public Library library() {
        return callers.main(program);
    }

    /**
     * What its manifest opens of the JDK, who may call native code, and which agent it brings:
     * {@code Add-Opens: java.base/java.lang; Enable-Native-Access: ALL-UNNAMED}.
     *
     * @return {@code null} where there is none
     */
    public String openings() {
        File jar = program.launchedJar();
        if (jar == null) {
            return null;
        }
        try (JarFile file = new JarFile(jar, false)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? null : openings(manifest.getMainAttributes());
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    private static String openings(Attributes attributes) {
        StringBuilder found = new StringBuilder();
        for (String name : OPENINGS) {
            String value = attributes.getValue(name);
            if (value != null) {
                found.append(found.length() == 0 ? "" : "; ");
                found.append(name).append(": ").append(value.trim());
            }
        }
        found.setLength(Math.min(found.length(), LONGEST));
        return found.length() == 0 ? null : found.toString();
    }
}
