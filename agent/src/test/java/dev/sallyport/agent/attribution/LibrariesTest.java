package dev.sallyport.agent.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.event.Library;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a class's jar is, however it is packed. */
class LibrariesTest {
    private static final String QUARKUS = "app/lib/main/";

    @TempDir Path folder;
    private final Libraries libraries = new Libraries();

    @Test
    void theMetadataThatMavenPutsInIsBelieved() throws Exception {
        assertEquals("com.acme:geo:1.0", coordinates("renamed.jar", geo()));
    }

    @Test
    void ofSeveralTheOneThatTheFileIsNamedByCounts() throws Exception {
        TestJar merged =
                geo().maven("com.squareup.okio", "okio", "3.0").maven("com.acme", "geo-api", "1");
        assertEquals("com.acme:geo:1.0", coordinates("geo-1.0.jar", merged));
        assertEquals("com.acme:geo:1.0", coordinates("geo.jar", merged));
        assertEquals("com.acme:geo-api:1", coordinates("geo-api-1.jar", merged));
        assertEquals("com.acme:geo:1.0", coordinates(QUARKUS + "com.acme.geo-1.0.jar", merged));
        assertNull(coordinates("server.jar", merged));
        assertNull(coordinates("geo-1.0.jar", merged.maven("evil", "geo", "1.0")));
    }

    @Test
    void aManifestIsBelievedWhereItSpellsThemOut() throws Exception {
        assertEquals(
                "io.micrometer:micrometer-core:1.16.0",
                coordinates(
                        "m.jar",
                        new TestJar()
                                .manifest(
                                        "Implementation-Title:"
                                                + " io.micrometer#micrometer-core;1.16.0")));
        assertEquals(
                "io.projectreactor:reactor-core:3.8.0",
                coordinates(
                        "reactor-core-3.8.0.jar",
                        new TestJar()
                                .manifest("Bundle-SymbolicName: io.projectreactor.reactor-core")));
        assertEquals(
                "org.acme:tool:2",
                coordinates(
                        "tool-2.jar",
                        new TestJar()
                                .manifest(
                                        "Implementation-Vendor-Id: org.acme",
                                        "Implementation-Title: tool")));
    }

    @Test
    void whatIsInDoubtHasNone() throws Exception {
        assertNull(coordinates("spring-core-7.jar", title("spring-core")));
        assertNull(
                coordinates(
                        "okhttp-jvm-5.jar",
                        new TestJar().manifest("Bundle-SymbolicName: com.squareup.okhttp3")));
        assertNull(coordinates("a.jar", new TestJar().maven("a b", "c", "1")));
        assertNull(coordinates("b.jar", new TestJar().maven("a:b", "c", "1")));
        assertNull(
                coordinates(
                        "c.jar",
                        new TestJar().entry("META-INF/maven/a/b/pom.properties", "\\u00zz")));
        assertNull(coordinates("d.jar", new TestJar().entry("META-INF/MANIFEST.MF", "\0:")));
        assertEquals("a:b", coordinates("e.jar", new TestJar().maven("a", "b", "1 2")));
    }

    private static TestJar title(String title) {
        return new TestJar().manifest("Implementation-Title: " + title);
    }

    @Test
    void quarkusNamesJarsByGroupAndArtifact() throws Exception {
        assertEquals(
                "org.jetbrains.kotlin:kotlin-stdlib:2.1",
                coordinates(QUARKUS + "org.jetbrains.kotlin.kotlin-stdlib-2.1.jar", title("x")));
        assertNull(coordinates("org.jetbrains.kotlin.kotlin-stdlib-2.1.jar", title("x")));
    }

    @Test
    void aJarWithinAJarIsReadInItsPlace() throws Exception {
        byte[] inner = geo().entry("com/acme/Geo.class", new byte[5_000]).bytes();
        Path app =
                new TestJar()
                        .maven("com.acme", "server", "7")
                        .entry("BOOT-INF/classes/a.class", "a")
                        .entry("BOOT-INF/lib/geo 1.0.jar", inner)
                        .write(folder.resolve("my app.jar"));
        Library geo = new Library("geo 1.0.jar", "com.acme:geo:1.0", Sha256.of(inner));
        String path = app.toUri().getRawPath();
        assertEquals(geo, of("jar:nested:" + path + "/!BOOT-INF/lib/geo%201.0.jar!/"));
        assertEquals(geo, of("jar:file:" + path + "!/BOOT-INF/lib/geo%201.0.jar!/"));
        Library own = new Library("my app.jar", "com.acme:server:7", sha256(app));
        assertEquals(own, of("jar:nested:" + path + "/!BOOT-INF/classes/!/"));
        assertEquals(own, of("jar:file:" + path + "!/BOOT-INF/classes!/"));
        assertEquals(own, of("jar:file:" + path + "!/"));
        assertEquals(own, of("file:" + path));
        assertEquals(
                new Library("none.jar", null, null),
                of("jar:nested:" + path + "/!BOOT-INF/lib/none.jar!/"));
    }

    /** So that a Unix shell starts it, as Spring Boot could make them. */
    @Test
    void aScriptMayStandBeforeAJar() throws Exception {
        byte[] jar = geo().bytes();
        byte[] script = "#!/bin/sh\nexec java -jar $0\n".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(script, script.length + jar.length);
        System.arraycopy(jar, 0, both, script.length, jar.length);
        Path file = Files.write(folder.resolve("s.jar"), both);
        assertEquals("com.acme:geo:1.0", of(file.toUri().toString()).coordinates());
    }

    @Test
    void aJarOfMoreThanSixtyFiveThousandEntriesIsReadToo() throws Exception {
        TestJar jar = new TestJar();
        for (int i = 0; i < 66_000; i++) {
            jar.entry("e" + i, new byte[0]);
        }
        assertEquals(
                "com.acme:geo:1.0", coordinates("many.jar", jar.maven("com.acme", "geo", "1.0")));
    }

    @Test
    void aFolderHasItsNameAlone() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("target/classes"));
        assertEquals(new Library("classes", null, null), of(classes.toUri().toString()));
    }

    @Test
    void whatIsNotThereOrNoFileIsNoLibrary() throws Exception {
        assertNull(of("file:/groovy/script"));
        assertNull(of("file:/dev/zero"));
        assertNull(of("file:/proc/kmsg"));
        assertNull(libraries.of(Object.class));
    }

    @Test
    void whatLiesElsewhereHasItsNameAlone() throws Exception {
        assertEquals(new Library("x.jar", null, null), of("https://evil.example/lib/x.jar"));
        assertEquals(new Library("y.jar", null, null), of("vfs:/content/app.war/y.jar/"));
        assertEquals(new Library("z.jar", null, null), of("file://host.example/share/z.jar"));
        assertEquals(new Library("", null, null), of("odd:/"));
        assertEquals(new Library("com.acme.app", null, null), of("jrt:/com.acme.app"));
    }

    @Test
    void aLargeJarIsHashedByTheThreadThatHasTime() throws Exception {
        byte[] noise = new byte[(int) Jar.BIGGEST_AT_ONCE];
        new Random(5).nextBytes(noise);
        Path file = geo().entry("noise", noise).write(folder.resolve("geo-1.0.jar"));
        String url = file.toUri().toString();
        assertEquals(new Library("geo-1.0.jar", "com.acme:geo:1.0", null), of(url));
        libraries.hash();
        assertEquals(new Library("geo-1.0.jar", "com.acme:geo:1.0", sha256(file)), of(url));
        assertEquals(sha256(file), new Libraries().whole(file.toFile()).sha256());
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aDamagedJarIsReadAsFarAsItGoesAndNeverFails() throws Exception {
        byte[] inner = geo().manifest("Implementation-Title: x").bytes();
        byte[] good = geo().maven("a", "b", "1").entry("lib/geo.jar", inner).bytes();
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            byte[] bad = good.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                int from = random.nextBoolean() ? 0 : Math.max(0, bad.length - 400);
                bad[from + random.nextInt(bad.length - from)] = (byte) random.nextInt();
            }
            bad = random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length) + 1) : bad;
            Path file = Files.write(folder.resolve("bad" + i + ".jar"), bad);
            String path = file.toUri().getRawPath();
            assertEquals("bad" + i + ".jar", of("file:" + path).jar());
            assertNotNull(of("jar:nested:" + path + "/!lib/geo.jar!/"));
            Files.delete(file);
        }
    }

    /** A class may come from as many places as it likes. */
    @Test
    void theNumberOfJarsThatAreRememberedIsBounded() throws Exception {
        for (int i = 0; i < 4_096; i++) {
            of("file:/nowhere/" + i + ".jar");
        }
        Path file = geo().write(folder.resolve("late.jar"));
        assertEquals(new Library("late.jar", null, null), of(file.toUri().toString()));
    }

    private static TestJar geo() {
        return new TestJar().maven("com.acme", "geo", "1.0");
    }

    private String coordinates(String name, TestJar jar) throws Exception {
        Path file = jar.write(folder.resolve(name));
        String found = new Libraries().whole(file.toFile()).coordinates();
        Files.delete(file);
        return found;
    }

    private Library of(String url) throws Exception {
        return libraries.of(classFrom(url));
    }

    /** A class whose URL has a handler of the application's, which nobody may call. */
    private static Class<?> classFrom(String url) throws Exception {
        Parser parser = new Parser();
        CodeSource source = new CodeSource(new URL(null, url, parser), (Certificate[]) null);
        byte[] bytes;
        try (var in = LibrariesTest.class.getResourceAsStream("LibrariesTest$Sample.class")) {
            bytes = in.readAllBytes();
        }
        Class<?> defined =
                new ClassLoader(null) {
                    Class<?> define() {
                        ProtectionDomain domain = new ProtectionDomain(source, null);
                        return defineClass(null, bytes, 0, bytes.length, domain);
                    }
                }.define();
        parser.shut = true;
        return defined;
    }

    /** Is defined again from elsewhere. */
    static final class Sample {}

    private static final class Parser extends URLStreamHandler {
        private boolean shut;

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new AssertionError("opened");
        }

        /** The JDK itself asks for it when it defines a class. */
        @Override
        protected String toExternalForm(URL url) {
            assertFalse(shut, "asked for its text");
            return super.toExternalForm(url);
        }

        @Override
        protected int hashCode(URL url) {
            assertFalse(shut, "asked for its hash");
            return super.hashCode(url);
        }
    }

    private static String sha256(Path file) throws IOException {
        return Sha256.of(Files.readAllBytes(file));
    }
}
