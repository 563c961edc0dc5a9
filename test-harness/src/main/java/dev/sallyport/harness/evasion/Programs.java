package dev.sallyport.harness.evasion;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jshell.JShell;

/** Child processes; each would make the goal's marker. */
final class Programs {
    private Programs() {}

    private static void ended(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(18, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static String[] array(Goal goal) {
        return goal.command().toArray(new String[0]);
    }

    private static String touch(Goal goal) {
        return goal.command().get(0);
    }

    private static String marker(Goal goal) {
        return goal.marker().toString();
    }

    @Technique(value = "ProcessBuilder", door = Door.PROCESS)
    static void builder(Goal goal) throws Exception {
        ended(new ProcessBuilder(goal.command()).start());
    }

    @Technique(value = "ProcessBuilder, found on the PATH", door = Door.PROCESS)
    static void onPath(Goal goal) throws Exception {
        ended(new ProcessBuilder("touch", marker(goal)).start());
    }

    @Technique(value = "ProcessBuilder, relative to a folder", door = Door.PROCESS)
    static void relative(Goal goal) throws Exception {
        ended(
                new ProcessBuilder("./touch", marker(goal))
                        .directory(Path.of(touch(goal)).getParent().toFile())
                        .start());
    }

    @Technique(value = "ProcessBuilder, with another PATH in its environment", door = Door.PROCESS)
    static void otherPath(Goal goal) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("touch", marker(goal));
        builder.environment().put("PATH", Path.of(touch(goal)).getParent().toString());
        ended(builder.start());
    }

    @Technique(value = "Runtime.exec(String)", door = Door.PROCESS)
    @SuppressWarnings("deprecation") // what is tried
    static void execLine(Goal goal) throws Exception {
        ended(Runtime.getRuntime().exec(touch(goal) + " " + marker(goal)));
    }

    @Technique(value = "Runtime.exec(String[])", door = Door.PROCESS)
    static void exec(Goal goal) throws Exception {
        ended(Runtime.getRuntime().exec(array(goal)));
    }

    @Technique(value = "Runtime.exec with environment and folder", door = Door.PROCESS)
    static void execIn(Goal goal) throws Exception {
        ended(Runtime.getRuntime().exec(array(goal), new String[] {"A=b"}, goal.folder().toFile()));
    }

    @Technique(value = "ProcessBuilder.startPipeline", door = Door.PROCESS)
    static void pipeline(Goal goal) throws Exception {
        for (Process process :
                ProcessBuilder.startPipeline(List.of(new ProcessBuilder(goal.command())))) {
            ended(process);
        }
    }

    @Technique(value = "a program by a symbolic link", door = Door.PROCESS)
    static void link(Goal goal) throws Exception {
        Path link = goal.folder().resolve("link");
        Files.createSymbolicLink(link, Path.of(touch(goal)));
        ended(new ProcessBuilder(link.toString(), marker(goal)).start());
    }

    @Technique(value = "a program by a link that replaces a listed one", door = Door.PROCESS)
    static void linkUnderListedPath(Goal goal) throws Exception {
        Path listed = goal.path("listed-program");
        Files.deleteIfExists(listed);
        Files.createSymbolicLink(listed, Path.of(touch(goal)));
        ended(new ProcessBuilder(listed.toString(), marker(goal)).start());
    }

    @Technique(
            value = "another program copied over a listed one",
            door = Door.PROCESS,
            kind = Kind.TAMPERING)
    static void copyOverListed(Goal goal) throws Exception {
        Path listed = goal.path("listed-program");
        Files.deleteIfExists(listed);
        Files.copy(Path.of(touch(goal)), listed, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        ended(new ProcessBuilder(listed.toString(), marker(goal)).start());
    }

    @Technique(value = "a program below /proc/self/root", door = Door.PROCESS)
    static void procRoot(Goal goal) throws Exception {
        ended(new ProcessBuilder("/proc/self/root" + touch(goal), marker(goal)).start());
    }

    @Technique(value = "a copy of a program", door = Door.PROCESS, noTwin = "a policy lists paths")
    static void copy(Goal goal) throws Exception {
        Path copy = goal.folder().resolve("copy");
        Files.copy(Path.of(touch(goal)), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        ended(new ProcessBuilder(copy.toString(), marker(goal)).start());
    }

    @Technique(value = "a script with #!", door = Door.PROCESS, noTwin = "a policy lists paths")
    static void script(Goal goal) throws Exception {
        Path script = goal.folder().resolve("script");
        Files.writeString(script, "#!/bin/sh\nexec touch " + marker(goal) + "\n");
        Files.setPosixFilePermissions(
                script, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        ended(new ProcessBuilder(script.toString()).start());
    }

    @Technique(value = "sh -c", door = Door.PROCESS, noTwin = "a listed shell is every program")
    static void shell(Goal goal) throws Exception {
        ended(new ProcessBuilder("/bin/sh", "-c", "touch " + marker(goal)).start());
    }

    @Technique(
            value = "a program run by the dynamic linker",
            door = Door.PROCESS,
            noTwin = "a listed linker is every program")
    static void linker(Goal goal) throws Exception {
        try (java.util.stream.Stream<Path> libraries = Files.list(Path.of("/lib64"))) {
            Path linker =
                    libraries
                            .filter(file -> file.getFileName().toString().startsWith("ld-linux"))
                            .findFirst()
                            .orElseThrow();
            ended(new ProcessBuilder(linker.toString(), touch(goal), marker(goal)).start());
        }
    }

    @Technique(
            value = "the JVM's own program, /proc/PID/exe",
            door = Door.PROCESS,
            noTwin = "a listed java is every program")
    static void selfExe(Goal goal) throws Exception {
        // "self" would be the JDK's child helper by then.
        childJvm(goal, "/proc/" + ProcessHandle.current().pid() + "/exe");
    }

    @Technique(
            value = "a child JVM that the policy lists",
            heldBy = "the guard that it inherits",
            door = Door.PROCESS,
            with = Extra.LISTED_JAVA,
            noTwin = "it is the attack: a child JVM that no guard is in")
    static void childJvm(Goal goal) throws Exception {
        childJvm(goal, goal.fact("java"));
    }

    private static void childJvm(Goal goal, String java) throws Exception {
        Path source = goal.folder().resolve("Child.java");
        Files.writeString(
                source,
                "class Child { public static void main(String[] a) throws Exception {"
                        + " new ProcessBuilder(a).start().waitFor(); } }");
        List<String> command = new ArrayList<>(List.of(java, source.toString()));
        command.addAll(goal.command());
        ended(new ProcessBuilder(command).start());
    }

    @Technique(
            value = "JShell, which runs what it is told in a child JVM",
            door = Door.PROCESS,
            noTwin = "a listed java is every program",
            alone = true)
    static void jshell(Goal goal) {
        try (JShell shell = JShell.create()) {
            shell.eval(
                    "new ProcessBuilder(\""
                            + touch(goal)
                            + "\", \""
                            + marker(goal)
                            + "\").start().waitFor();");
        }
    }

    @Technique(value = "launch mechanism VFORK, set at run time", door = Door.PROCESS, alone = true)
    static void vfork(Goal goal) throws Exception {
        System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
        builder(goal);
    }

    @Technique(value = "launch mechanism FORK, set at run time", door = Door.PROCESS, alone = true)
    static void fork(Goal goal) throws Exception {
        System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
        builder(goal);
    }

    @Technique(
            value = "sun.jnu.encoding, set at run time",
            door = Door.PROCESS,
            kind = Kind.TAMPERING)
    static void encoding(Goal goal) throws Exception {
        System.setProperty("sun.jnu.encoding", "UTF-16BE");
        builder(goal);
    }

    @Technique(
            value = "output of a process redirected into the marker",
            door = Door.PROCESS,
            noTwin = "a policy lists paths")
    static void redirected(Goal goal) throws Exception {
        ended(
                new ProcessBuilder("/bin/echo", "x")
                        .redirectOutput(ProcessBuilder.Redirect.to(created(goal)))
                        .start());
        if (created(goal).length() > 0) {
            goal.mark();
        }
    }

    private static File created(Goal goal) {
        return goal.folder().resolve("redirected").toFile();
    }

    @Technique(
            value = "ProcessImpl.start, opened",
            door = Door.PROCESS,
            kind = Kind.REFLECTION,
            flags = "--add-opens=java.base/java.lang=ALL-UNNAMED")
    static void processImpl(Goal goal) throws Exception {
        Method start =
                Class.forName("java.lang.ProcessImpl")
                        .getDeclaredMethod(
                                "start",
                                String[].class,
                                Map.class,
                                String.class,
                                ProcessBuilder.Redirect[].class,
                                boolean.class);
        start.setAccessible(true);
        ended((Process) start.invoke(null, array(goal), null, null, null, false));
    }

    @Technique(
            value = "a program name with NUL inside, by ProcessImpl's constructor",
            door = Door.PROCESS,
            kind = Kind.REFLECTION,
            flags = "--add-opens=java.base/java.lang=ALL-UNNAMED",
            noTwin = "no honest program does this")
    static void constructor(Goal goal) throws Exception {
        Constructor<?> constructor =
                Class.forName("java.lang.ProcessImpl")
                        .getDeclaredConstructor(
                                byte[].class,
                                byte[].class,
                                int.class,
                                byte[].class,
                                int.class,
                                byte[].class,
                                int[].class,
                                boolean.class,
                                boolean.class);
        constructor.setAccessible(true);
        byte[] program = bytes(touch(goal) + "\0" + goal.path("listed-program") + "\0");
        ended(
                (Process)
                        constructor.newInstance(
                                program,
                                bytes(marker(goal) + "\0"),
                                1,
                                null,
                                0,
                                null,
                                new int[] {-1, -1, -1},
                                false,
                                false));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
