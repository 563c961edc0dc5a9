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

/**
 * CPU time of a whole {@code java Hello}: bare, with an empty agent, with Sallyport, taking turns
 * so that the machine's mood meets all alike. Medians; milliseconds of user and system time of the
 * process, as the kernel accounts them (10 ms steps, hence many runs and the mean beside the
 * median).
 */
public final class StartUp {
    private static final int RULES = 40;

    private final Jdk jdk;
    private final Path folder;

    private StartUp(Jdk jdk, Path folder) {
        this.jdk = jdk;
        this.folder = folder;
    }

    /** Arguments: sallyport.jar, and how many runs of each (default 41). */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toRealPath();
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 41;
        Path folder = Files.createDirectories(Path.of(arguments[0]).resolveSibling("start-up"));
        Path empty = emptyAgent(folder);
        Path policy = policy(folder);
        for (Jdk jdk : Jdks.all()) {
            Map<String, List<String>> flags = new LinkedHashMap<>();
            flags.put("bare", List.of());
            flags.put("empty agent", List.of("-javaagent:" + empty));
            flags.put(
                    "sallyport, learning",
                    List.of("-javaagent:" + jar + "=events=" + folder.resolve("events")));
            flags.put(
                    "sallyport, " + RULES + " rules",
                    List.of(
                            "-javaagent:"
                                    + jar
                                    + "=policy="
                                    + policy
                                    + ",events="
                                    + folder.resolve("events")));
            new StartUp(jdk, folder).measure(flags, runs);
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
        double floor = mean(times.get("empty agent"));
        System.out.println(jdk + ", " + runs + " runs each, CPU ms");
        for (Map.Entry<String, List<Long>> entry : times.entrySet()) {
            double mean = mean(entry.getValue());
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "  %-22s median %4d   mean %6.1f   over an empty agent %+6.1f",
                            entry.getKey(),
                            median(entry.getValue()),
                            mean,
                            mean - floor));
        }
    }

    private long run(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classes().toString());
        command.add(Hello.class.getName());
        long before = childrensCpuMillis();
        int code =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IllegalStateException("exit code " + code + " of " + command);
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
