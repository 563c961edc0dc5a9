package dev.sallyport.harness.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Another agent than ours, in a jar of its own. */
public final class AgentJar {
    private AgentJar() {}

    /**
     * Writes it.
     *
     * @param agent has a premain, and one anonymous class
     */
    public static Path of(Class<?> agent, Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", agent.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Path file = folder.resolve(agent.getSimpleName() + ".jar");
        String name = agent.getName().replace('.', '/');
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (String entry : List.of(name + ".class", name + "$1.class")) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.write(agent.getResourceAsStream("/" + entry).readAllBytes());
            }
        }
        return file;
    }
}
