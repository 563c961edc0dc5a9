package dev.sallyport.agent.attribution;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;

/** Where a class comes from, as its class loader says. */
sealed interface Location {
    /**
     * A jar, a folder, or a jar within a jar.
     *
     * @param inner the entry of the file that is the jar; {@code null} for the file itself
     */
    record OnDisk(File file, String inner) implements Location {
        String name() {
            return inner == null ? file.getName() : inner.substring(inner.lastIndexOf('/') + 1);
        }
    }

    /** A module of the run-time image. */
    record Image(String module) implements Location {}

    /** Where the file system does not reach: what is known is a name. */
    record Elsewhere(String name) implements Location {}

    /** {@code null} for a class that comes from nowhere, as a proxy or a script's. */
    static Location of(Class<?> type) {
        URL url = url(type);
        return url == null ? null : of(url.getProtocol(), url.getFile(), url.getHost());
    }

    /**
     * What a class's loader says, in one text: two of the same place are equal. {@code
     * URL.toString} would run code of the URL's handler, which may be the application's.
     */
    static String key(Class<?> type) {
        URL url = url(type);
        return url == null ? null : url.getProtocol() + ":" + url.getFile();
    }

    private static URL url(Class<?> type) {
        ProtectionDomain domain = type.getProtectionDomain();
        CodeSource source = domain == null ? null : domain.getCodeSource();
        return source == null ? null : source.getLocation();
    }

    /** The same of a URL's parts. */
    static Location of(String protocol, String file, String host) {
        if (protocol == null || file == null) {
            return null;
        }
        boolean here = host == null || host.isEmpty() || host.equals("localhost");
        if (protocol.equals("jrt")) {
            int slash = file.indexOf('/', 1);
            return new Image(file.substring(file.startsWith("/") ? 1 : 0, end(slash, file)));
        }
        if (protocol.equals("file") && here) {
            return onDisk(file, "");
        }
        if (protocol.equals("nested")) {
            return nested(file);
        }
        if (protocol.equals("jar")) {
            if (file.startsWith("nested:")) {
                return nested(file.substring("nested:".length()));
            }
            int into = file.indexOf("!/");
            if (file.startsWith("file:/") && !file.startsWith("file://")) {
                return onDisk(
                        file.substring("file:".length(), end(into, file)),
                        into < 0 ? "" : file.substring(into + "!/".length()));
            }
        }
        return new Elsewhere(lastName(file));
    }

    /** Spring Boot's, since 3.2: {@code /app.jar/!BOOT-INF/lib/x.jar!/}. */
    private static Location nested(String file) {
        int into = file.indexOf("/!");
        return onDisk(
                file.substring(0, end(into, file)),
                into < 0 ? "" : file.substring(into + "/!".length()));
    }

    /** Folders within a jar, as {@code BOOT-INF/classes}, count as the jar itself. */
    private static Location onDisk(String path, String within) {
        int into = within.indexOf("!/");
        String entry = decoded(into < 0 ? within : within.substring(0, into));
        return new OnDisk(new File(decoded(path)), entry.endsWith(".jar") ? entry : null);
    }

    private static int end(int index, String text) {
        return index < 0 ? text.length() : index;
    }

    private static String lastName(String path) {
        int end = path.length();
        while (end > 0 && (path.charAt(end - 1) == '/' || path.charAt(end - 1) == '!')) {
            end--;
        }
        String cut = path.substring(0, end);
        return decoded(cut.substring(cut.lastIndexOf('/') + 1));
    }

    /** {@code %20} and its like; {@code URLDecoder} would make a blank of a plus as well. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
