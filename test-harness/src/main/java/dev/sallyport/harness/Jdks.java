package dev.sallyport.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs that tests run in: one of each feature release from 17 on.
 *
 * <p>The environment variable {@code SALLYPORT_JDKS} (homes, separated as in a class path) names
 * them. Without it they are the running one and what lies beside it.
 */
public final class Jdks {
    private static final Pattern FEATURE = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final int OLDEST = 17;

    private Jdks() {}

    /** A JDK at a folder, of a feature release such as 17 or 25. */
    public record Jdk(Path home, int feature) {
        public Path java() {
            return program("java");
        }

        /** A program in the JDK's {@code bin}, e.g. {@code keytool}. */
        public Path program(String name) {
            String suffix = File.separatorChar == '\\' ? ".exe" : "";
            return home.resolve("bin").resolve(name + suffix);
        }

        @Override
        public String toString() {
            return "JDK " + feature;
        }
    }

    /** The one that runs this. */
    public static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * All of them, the oldest first, never none.
     *
     * @throws IllegalStateException {@code SALLYPORT_JDKS} names something else
     */
    public static List<Jdk> all() {
        String named = System.getenv("SALLYPORT_JDKS");
        try {
            return List.copyOf(named == null ? found() : named(named));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * For rows of a big table: one JDK each, in turn, so that every JDK has its part of them; all
     * with {@code -Dharness.everywhere=true}.
     *
     * @param row from 0
     */
    public static List<Jdk> inTurn(int row) {
        List<Jdk> all = all();
        return Boolean.getBoolean("harness.everywhere") ? all : List.of(all.get(row % all.size()));
    }

    private static Collection<Jdk> named(String homes) throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        for (String home : homes.split(Pattern.quote(File.pathSeparator), -1)) {
            Jdk jdk = at(Path.of(home));
            if (jdk == null) {
                throw new IllegalStateException(
                        "SALLYPORT_JDKS: " + home + " is no JDK " + OLDEST + " or newer");
            }
            jdks.add(jdk);
        }
        return jdks;
    }

    private static Collection<Jdk> found() throws IOException {
        Map<Integer, Jdk> byFeature = new TreeMap<>();
        Jdk running = running();
        byFeature.put(running.feature(), running);
        for (Path home : children(running.home().toRealPath().getParent())) {
            Jdk jdk = at(home);
            if (jdk != null) {
                byFeature.putIfAbsent(jdk.feature(), jdk);
            }
        }
        return byFeature.values();
    }

    /** Sorted, so that of two of one feature release every run takes the same. */
    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    /** The JDK at a folder, links followed; {@code null}: none, a bare JRE, or too old a one. */
    private static Jdk at(Path folder) throws IOException {
        Path release = folder.resolve("release");
        if (!Files.isRegularFile(release)) {
            return null;
        }
        Matcher feature = FEATURE.matcher(Files.readString(release));
        if (!feature.find() || Integer.parseInt(feature.group(1)) < OLDEST) {
            return null;
        }
        Jdk jdk = new Jdk(folder.toRealPath(), Integer.parseInt(feature.group(1)));
        return Files.isExecutable(jdk.program("javac")) ? jdk : null;
    }
}
