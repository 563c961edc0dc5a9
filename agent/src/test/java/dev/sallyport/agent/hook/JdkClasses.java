package dev.sallyport.agent.hook;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The class files of one JDK on this machine, read from its image.
 *
 * @param feature its release, as 17
 * @param home where it lies
 */
record JdkClasses(int feature, Path home) {
    /** The running JDK and those installed beside it, one a release. */
    static List<JdkClasses> all() throws IOException {
        Path running = Path.of(System.getProperty("java.home")).toRealPath();
        Map<Integer, JdkClasses> found = new TreeMap<>();
        List<Path> homes = new ArrayList<>(List.of(running));
        try (Stream<Path> siblings = Files.list(running.getParent())) {
            siblings.forEach(homes::add);
        }
        for (Path home : homes) {
            Path release = home.resolve("release");
            if (Files.isRegularFile(release) && Files.exists(home.resolve("lib/jrt-fs.jar"))) {
                Properties properties = new Properties();
                try (var in = Files.newInputStream(release)) {
                    properties.load(in);
                }
                String version = properties.getProperty("JAVA_VERSION").replace("\"", "");
                int feature = Runtime.Version.parse(version).feature();
                if (feature >= 17) {
                    found.putIfAbsent(feature, new JdkClasses(feature, home));
                }
            }
        }
        return List.copyOf(found.values());
    }

    HookTable table() {
        return new HookTable(OperatingSystem.named(System.getProperty("os.name")), feature);
    }

    byte[] read(String type) throws IOException {
        try (FileSystem image =
                FileSystems.newFileSystem(
                        URI.create("jrt:/"), Map.of("java.home", home.toString()))) {
            int end = type.lastIndexOf('/');
            Path packages = image.getPath("packages", type.substring(0, end).replace('/', '.'));
            try (Stream<Path> modules = Files.list(packages)) {
                for (Path module : modules.toList()) {
                    Path file = module.resolve(type + ".class");
                    if (Files.exists(file)) {
                        return Files.readAllBytes(file);
                    }
                }
            }
            throw new NoSuchFileException(type);
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
