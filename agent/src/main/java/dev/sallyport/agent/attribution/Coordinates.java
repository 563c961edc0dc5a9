package dev.sallyport.agent.attribution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * A jar's Maven coordinates, where it has them beyond doubt: from the metadata that Maven puts in,
 * from a manifest that spells them out, or from a file name as Quarkus gives it. Never a guess: a
 * rule may hang on it.
 */
final class Coordinates {
    private static final String MAVEN = "META-INF/maven/";
    private static final String PROPERTIES = "/pom.properties";
    private static final int BIGGEST = 1 << 16;
    private static final int LONGEST = 200;

    private final Zip zip;

    /** The file name without its ending. */
    private final String stem;

    /** The part of it before the version. */
    private final String artifact;

    /** {@code null} where the name has none. */
    private final String version;

    /** Whether the file name begins with the group. */
    private final boolean named;

    private Coordinates(Zip zip, String jar, boolean named) {
        this.zip = zip;
        this.named = named;
        stem = jar.endsWith(".jar") ? jar.substring(0, jar.length() - ".jar".length()) : jar;
        int dash = stem.indexOf('-');
        while (dash >= 0 && !isDigit(stem, dash + 1)) {
            dash = stem.indexOf('-', dash + 1);
        }
        artifact = dash < 0 ? stem : stem.substring(0, dash);
        version = dash < 0 ? null : stem.substring(dash + 1);
    }

    /**
     * Reads them.
     *
     * @param jar the file's name
     * @param named whether it is one of Quarkus' fast-jar, as {@code group.artifact-version.jar}
     * @return {@code group:artifact:version}, {@code null} where they are in doubt
     */
    static String of(Zip zip, String jar, boolean named) throws IOException {
        Coordinates jars = new Coordinates(zip, jar, named);
        String found = jars.ofMaven();
        found = found == null ? jars.ofManifest() : found;
        return found == null && named ? jars.ofName() : found;
    }

    private String ofMaven() throws IOException {
        List<String> all = zip.names(MAVEN, PROPERTIES);
        String one = null;
        for (int i = 0; i < all.size(); i++) {
            // A jar that others were merged into: its own are those that its name begins with.
            if (all.size() == 1 || fits(all.get(i))) {
                if (one != null) {
                    return null;
                }
                one = all.get(i);
            }
        }
        if (one == null) {
            return null;
        }
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(zip.read(zip.find(one), BIGGEST)));
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        return joined(
                properties.getProperty("groupId"),
                properties.getProperty("artifactId"),
                properties.getProperty("version"));
    }

    private boolean fits(String entry) {
        int slash = entry.indexOf('/', MAVEN.length());
        if (slash < 0 || slash >= entry.length() - PROPERTIES.length()) {
            return false;
        }
        String group = entry.substring(MAVEN.length(), slash);
        String id = entry.substring(slash + 1, entry.length() - PROPERTIES.length());
        return artifact.equals(id)
                || stem.equals(id)
                || (named && artifact.equals(group + "." + id));
    }

    private String ofManifest() throws IOException {
        int entry = zip.find("META-INF/MANIFEST.MF");
        if (entry < 0) {
            return null;
        }
        Attributes main =
                new Manifest(new ByteArrayInputStream(zip.read(entry, BIGGEST)))
                        .getMainAttributes();
        String title = main.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
        if (title != null && title.indexOf('#') > 0 && title.indexOf(';') > title.indexOf('#')) {
            // Of Netflix's Gradle plugins: group#artifact;version.
            int hash = title.indexOf('#');
            int end = title.indexOf(';');
            return joined(
                    title.substring(0, hash),
                    title.substring(hash + 1, end),
                    title.substring(end + 1));
        }
        String vendor = main.getValue("Implementation-Vendor-Id");
        if (vendor != null && artifact.equals(title)) {
            return joined(vendor, title, version);
        }
        String bundle = main.getValue("Bundle-SymbolicName");
        if (bundle != null && bundle.endsWith("." + artifact)) {
            String group = bundle.substring(0, bundle.length() - artifact.length() - 1);
            return joined(group, artifact, version);
        }
        return null;
    }

    private String ofName() {
        int dot = artifact.lastIndexOf('.');
        return dot <= 0
                ? null
                : joined(artifact.substring(0, dot), artifact.substring(dot + 1), version);
    }

    private static String joined(String group, String id, String version) {
        if (!isId(group) || !isId(id)) {
            return null;
        }
        return isId(version) ? group + ":" + id + ":" + version : group + ":" + id;
    }

    private static boolean isId(String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "._-+".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
