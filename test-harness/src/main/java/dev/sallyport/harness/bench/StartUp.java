package dev.sallyport.harness.bench;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * CPU time of a whole {@code java Hello}: bare, with an empty agent, with Sallyport, and with two
 * others of its kind, taking turns so that the machine's mood meets all alike; and the same of a
 * program that has Micrometer and SLF4J, where Sallyport shows itself. Milliseconds of user and
 * system time of the process, as the kernel accounts them (10 ms steps, hence many runs and the
 * mean beside the median).
 */
public final class StartUp {
    private static final int RULES = 40;
    private static final String EMPTY = "empty agent";

    private final Jdk jdk;
    private final Path folder;
    private final Class<?> program;
    private final String classPath;

    private StartUp(Jdk jdk, Path folder, Class<?> program, String classPath) {
        this.jdk = jdk;
        this.folder = folder;
        this.program = program;
        this.classPath = classPath;
    }

    /**
     * Arguments: sallyport.jar, the folder below which the others' jars are, and how many runs of
     * each (default 41).
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toRealPath();
        Path libraries = Path.of(arguments[1]).toRealPath();
        Path openSearch = openSearchAgent(libraries.resolve("opensearch-agent"));
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 41;
        Path folder = Files.createDirectories(jar.resolveSibling("start-up"));
        for (Jdk jdk : Jdks.all()) {
            String own = classes().toString();
            StartUp hello = new StartUp(jdk, folder, Hello.class, own);
            hello.measure(hello.rows(jar, openSearch), runs);
            String watched =
                    own
                            + ":%1$s/micrometer/current/*:%1$s/logs/slf4j-api.jar:%1$s/logs/slf4j-simple.jar"
                                    .formatted(libraries);
            StartUp more = new StartUp(jdk, folder, WatchedHello.class, watched);
            more.measure(more.watchedRows(jar), runs);
        }
    }

    /** The same where there is something to show itself in. */
    private Map<String, List<String>> watchedRows(Path jar) throws IOException {
        String sallyport = "-javaagent:" + jar + "=events=" + folder.resolve("events");
        Map<String, List<String>> flags = new LinkedHashMap<>();
        flags.put("bare", List.of());
        flags.put(EMPTY, List.of("-javaagent:" + emptyAgent(folder)));
        flags.put("Sallyport", List.of(sallyport));
        flags.put("Sallyport, log=server", List.of(sallyport + ",log=server"));
        return flags;
    }

    /** What is compared: its name, and the flags that it takes. */
    private Map<String, List<String>> rows(Path jar, Path openSearch) throws IOException {
        String sallyport = "-javaagent:" + jar + "=events=" + folder.resolve("events");
        Map<String, List<String>> flags = new LinkedHashMap<>();
        flags.put("bare", List.of());
        flags.put(EMPTY, List.of("-javaagent:" + emptyAgent(folder)));
        flags.put("Sallyport, learning", List.of(sallyport));
        flags.put(
                "Sallyport, " + RULES + " rules", List.of(sallyport + ",policy=" + policy(folder)));
        if (jdk.feature() >= 21) {
            // Its premain inserts all hooks; the policy comes later, from the server's own main.
            flags.put(
                    openSearch.getFileName().toString().replace(".jar", ""),
                    List.of("-javaagent:" + openSearch));
        }
        if (jdk.feature() == 17) {
            Path grants = folder.resolve("all.policy");
            Files.writeString(grants, "grant { permission java.security.AllPermission; };\n");
            flags.put(
                    "SecurityManager",
                    List.of("-Djava.security.manager", "-Djava.security.policy==" + grants));
        }
        return flags;
    }

    /** The manifest names the jars that must lie beside it. */
    private static Path openSearchAgent(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(
                            jar -> jar.getFileName().toString().matches("opensearch-agent-[0-9].*"))
                    .findFirst()
                    .orElseThrow()
                    .toRealPath();
        }
    }

    private void measure(Map<String, List<String>> flags, int runs)
            throws IOException, InterruptedException {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int i = 0; i <= runs; i++) {
            for (Map.Entry<String, List<String>> entry : flags.entrySet()) {
                long millis = run(entry.getValue());
                // The first turn warms the file cache.
                if (i > 0) {
                    times.computeIfAbsent(entry.getKey(), k -> new ArrayList<>()).add(millis);
                }
            }
        }
        List<Long> floor = times.get(EMPTY);
        System.out.println(
                jdk + ", " + program.getSimpleName() + ", " + runs + " runs each, CPU ms");
        for (Map.Entry<String, List<Long>> entry : times.entrySet()) {
            List<Long> row = entry.getValue();
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "  %-22s median %5d (%+5d over an empty agent)   mean %7.1f (%+7.1f)",
                            entry.getKey(),
                            median(row),
                            median(row) - median(floor),
                            mean(row),
                            mean(row) - mean(floor)));
        }
    }

    private long run(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(program.getName());
        long before = childrensCpuMillis();
        // A SecurityManager and Byte Buddy make the JVM warn each time.
        Path stderr = folder.resolve("stderr.txt");
        int code =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(stderr.toFile())
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IllegalStateException(
                    "exit code " + code + " of " + command + "; see " + stderr);
        }
        return childrensCpuMillis() - before;
    }

    /** User and system time of the children that were waited for: proc(5), stat, 16 and 17. */
    private static long childrensCpuMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
        return ticks * 10;
    }

    private static double mean(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static Path classes() throws IOException {
        try {
            return Path.of(
                    StartUp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Path policy(Path folder) throws IOException {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            rules.append(i == 0 ? "" : ",\n")
                    .append("  {\"id\": \"r")
                    .append(i)
                    .append("\", \"host\": \"api")
                    .append(i)
                    .append(".example.com\", \"ports\": [443], \"why\": \"rule ")
                    .append(i)
                    .append("\"}");
        }
        return Files.writeString(
                folder.resolve("rules.policy.json"),
                "{\"version\": 1, \"server\": \"hello\", \"allow\": [\n" + rules + "\n]}\n");
    }

    private static Path emptyAgent(Path folder) throws IOException {
        Path jar = folder.resolve("empty-agent.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", EmptyAgent.class.getName());
        attributes.putValue("Boot-Class-Path", "empty-agent.jar");
        String name = EmptyAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new JarEntry(name));
            entries.write(Files.readAllBytes(classes().resolve(name)));
            entries.closeEntry();
        }
        return jar;
    }
}
