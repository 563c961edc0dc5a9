package dev.sallyport.harness.telemetry;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets up one SLF4J after the other, each with a backend and in a class loader of its own, says
 * hello in its log and is refused a connection.
 *
 * <p>An argument for each: {@code port;jar,jar;property=value;property=value}.
 */
public final class Backends {
    private Backends() {}

    public static void main(String[] arguments) throws Exception {
        for (String argument : arguments) {
            List<String> words = List.of(argument.split(";", -1));
            for (String property : words.subList(2, words.size())) {
                int equals = property.indexOf('=');
                System.setProperty(property.substring(0, equals), property.substring(equals + 1));
            }
            refused(Integer.parseInt(words.get(0)), words.get(1));
        }
    }

    private static void refused(int port, String jars) throws Exception {
        ClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Object logger =
                loader.loadClass("org.slf4j.LoggerFactory")
                        .getMethod("getLogger", String.class)
                        .invoke(null, "app");
        loader.loadClass("org.slf4j.Logger")
                .getMethod("error", String.class)
                .invoke(logger, "hello " + port);
        Refused.connect(port);
        Refused.awaitTold(
                "127.0.0.77:" + port + " (not-listed)", Path.of("stderr"), Path.of("log.txt"));
    }

    private static URL[] urls(String jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String jar : jars.split(",", -1)) {
            urls.add(Path.of(jar).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
