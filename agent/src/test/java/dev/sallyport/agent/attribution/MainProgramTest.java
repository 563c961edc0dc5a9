package dev.sallyport.agent.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainProgramTest {
    @TempDir Path folder;

    @Test
    void ofAJarItIsTheJarWhoseNameMayHoldBlanks() throws Exception {
        Path jar = jar("my server.jar");
        assertEquals(jar.toFile(), file(jar + " --port 1", jar.toString(), ""));
        assertEquals(jar.toFile(), file(jar.toString(), jar.toString(), ""));
        assertEquals("com.acme:weather:1", new StackCallers().main(program(jar)).coordinates());
    }

    @Test
    void ofAClassItIsThePlaceOnTheClassPathThatHoldsIt() throws Exception {
        Path lib = new TestJar().entry("x", "x").write(folder.resolve("lib.jar"));
        Path classes = Files.createDirectories(folder.resolve("classes/com/acme"));
        Path jar = jar("weather.jar");
        String path = lib + File.pathSeparator + folder.resolve("classes") + File.pathSeparator;
        assertEquals(jar.toFile(), file("com.acme.Main a b", path + jar, ""));
        Files.write(classes.resolve("Main.class"), new byte[0]);
        File first = folder.resolve("classes").toFile();
        assertEquals(first, file("com.acme.Main a b", path + jar, ""));
        assertNull(file("com.acme.Other", path + jar, ""));
    }

    @Test
    void ofAModuleItIsItsJar() throws Exception {
        Path jar = jar("mods/weather.jar");
        String folders = folder.resolve("mods").toString();
        assertEquals(jar.toFile(), file("com.acme/com.acme.Main", "", folders));
        assertEquals(jar.toFile(), file("com.acme/com.acme.Main", "", jar.toString()));
    }

    /** {@code quarkus-run.jar} is the same for every version of a server. */
    @Test
    void ofQuarkusItIsTheApplicationAndNotItsStarter() throws Exception {
        Path run = jar("quarkus-app/quarkus-run.jar");
        Path app = jar("quarkus-app/app/weather-1.jar");
        assertEquals(run.toFile(), file(run.toString(), run.toString(), ""));
        Files.createDirectories(folder.resolve("quarkus-app/quarkus"));
        Files.write(folder.resolve("quarkus-app/quarkus/quarkus-application.dat"), new byte[1]);
        assertEquals(app.toFile(), file(run.toString(), run.toString(), ""));
    }

    @Test
    void aLaunchThatSaysNothingHasNone() {
        assertNull(file("", "", ""));
        assertNull(file("jdk.compiler/com.sun.tools.javac.launcher.Main Foo.java", "", ""));
    }

    private Path jar(String name) throws Exception {
        return new TestJar()
                .maven("com.acme", "weather", "1")
                .entry("com/acme/Main.class", "x")
                .write(folder.resolve(name));
    }

    private static MainProgram program(Path jar) {
        return new MainProgram(jar.toString(), jar.toString(), "");
    }

    private static File file(String command, String classPath, String modulePath) {
        return new MainProgram(command, classPath, modulePath).file();
    }
}
