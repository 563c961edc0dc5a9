package dev.sallyport.harness.evasion;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** What attacks bring along: jars with manifests, and classes that one JDK alone can compile. */
final class Helpers {
    private static final String AGENT = LateAgent.class.getName();

    private final Path folder;
    private final Map<Integer, Path> foreign = new HashMap<>();
    private final Map<Integer, Path> resolvers = new HashMap<>();
    private final Path agent;
    private final Path launcher;

    Helpers(Path folder) throws IOException {
        this.folder = folder;
        this.agent =
                jar(
                        "agent.jar",
                        Map.of(
                                "Premain-Class",
                                AGENT,
                                "Agent-Class",
                                AGENT,
                                "Can-Redefine-Classes",
                                "true",
                                "Can-Retransform-Classes",
                                "true"));
        Path classes = Path.of(System.getProperty("harness.target"), "classes");
        this.launcher =
                jar(
                        "launcher.jar",
                        Map.of(
                                "Main-Class", Attack.class.getName(),
                                "Launcher-Agent-Class", AGENT,
                                "Class-Path", classes.toRealPath().toUri().toString()));
    }

    Path agent() {
        return agent;
    }

    Path launcher() {
        return launcher;
    }

    Path foreign(Jdk jdk) {
        return foreign.getOrDefault(jdk.feature(), folder);
    }

    Path resolver(Jdk jdk) {
        return resolvers.get(jdk.feature());
    }

    void compile(Jdk jdk) throws IOException, InterruptedException {
        if (jdk.feature() == 17) {
            foreign.put(
                    17,
                    compiled(
                            jdk,
                            "foreign-17/evasion/Foreign.java",
                            "--add-modules",
                            "jdk.incubator.foreign"));
        } else if (jdk.feature() >= 22) {
            foreign.put(jdk.feature(), compiled(jdk, "foreign-22/evasion/Foreign.java"));
        }
        if (jdk.feature() >= 18) {
            Path classes = compiled(jdk, "resolver/evasion/Liar.java");
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(
                    services.resolve("java.net.spi.InetAddressResolverProvider"), "evasion.Liar\n");
            resolvers.put(jdk.feature(), classes);
        }
    }

    private Path compiled(Jdk jdk, String resource, String... options)
            throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = classes.resolve(Path.of(resource).getFileName());
        try (InputStream in = Helpers.class.getResourceAsStream("/evasion/" + resource)) {
            Files.copy(in, source);
        }
        List<String> command = new ArrayList<>();
        command.add(jdk.program("javac").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-d", classes.toString(), source.toString()));
        Path log = classes.resolve("javac.log");
        Process javac =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!javac.waitFor(60, TimeUnit.SECONDS) || javac.exitValue() != 0) {
            javac.destroyForcibly();
            throw new IOException("javac " + resource + ": " + Files.readString(log));
        }
        return classes;
    }

    private Path jar(String name, Map<String, String> attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.finish();
        }
        return jar;
    }
}
