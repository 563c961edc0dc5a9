package dev.sallyport.harness.guard;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The launch of a program of this package in a JVM of its own, as an MCP client would do it: a bare
 * environment, and the agent as a flag.
 *
 * <p>Each launch has a home of its own, so that its events are its alone.
 */
public final class GuardedJvm {
    /** What the policies of these tests call the server. */
    static final String SERVER = "guarded";

    private static final long PATIENCE_SECONDS = 60;

    // Short runs: no time for a second compiler or a parallel collector to pay.
    private static final List<String> HURRIED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Jdk jdk;
    private final Path folder;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private List<String> compilerAndCollector = HURRIED;
    private List<String> wrapper = List.of();
    private Path jar = Path.of(System.getProperty("sallyport.jar"));
    private Path home;
    private Path launcher;
    private Dns dns;
    private String rawOptions;
    private int flags = 1;

    private GuardedJvm(Jdk jdk, Path folder) throws IOException {
        this.jdk = jdk;
        this.folder = Files.createTempDirectory(folder, "launch");
        this.home = this.folder.resolve("home");
        this.classPath.add(Path.of(System.getProperty("harness.target"), "classes"));
        Files.createDirectory(home);
    }

    /**
     * A launch to be filled in.
     *
     * @param folder a place for the launch's files
     */
    public static GuardedJvm on(Jdk jdk, Path folder) throws IOException {
        return new GuardedJvm(jdk, folder);
    }

    /** The folder that the JVM is started in. */
    public Path folder() {
        return folder;
    }

    /** Writes a policy and names it on the launch. */
    public GuardedJvm policy(String json) throws IOException {
        return option("policy", write("guarded.policy.json", json).toString());
    }

    /** Writes a file into the launch's folder. */
    Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    public GuardedJvm option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** What stands behind the jar's {@code =}, as it stands. */
    GuardedJvm rawOptions(String text) {
        rawOptions = text;
        return this;
    }

    /** How often the flag stands on the command line; with 0 the program runs bare. */
    GuardedJvm flags(int number) {
        flags = number;
        return this;
    }

    public GuardedJvm bare() {
        return flags(0);
    }

    /** Names and addresses by the operator's hosts file, as {@code jdk.net.hosts.file}. */
    public GuardedJvm hosts(Map<String, String> addresses) throws IOException {
        return jvm("-Djdk.net.hosts.file=" + write("hosts", hostsFile(addresses)));
    }

    static String hostsFile(Map<String, String> addresses) {
        return addresses.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** Names and addresses by the name server, and by no other. */
    public GuardedJvm resolver(Dns server) {
        dns = server;
        return this;
    }

    public GuardedJvm jvm(String... more) {
        jvmOptions.addAll(List.of(more));
        return this;
    }

    public GuardedJvm classPath(Path more) {
        classPath.add(more);
        return this;
    }

    /**
     * The libraries of these tests, but those that would take a native transport, or native TLS,
     * where they find it.
     */
    public GuardedJvm libraries() {
        return classPathOfTests(
                entry ->
                        !entry.contains("transport-native")
                                && !entry.contains("boringssl")
                                && !entry.contains("shaded"));
    }

    /** All that the tests themselves have on their class path. */
    public GuardedJvm classPathOfTests() {
        return classPathOfTests(entry -> true);
    }

    /** What the tests themselves have on their class path, in part. */
    public GuardedJvm classPathOfTests(Predicate<String> wanted) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (wanted.test(entry)) {
                classPath(Path.of(entry));
            }
        }
        return this;
    }

    /** A jar in place of the folder that this package's programs are compiled to. */
    public GuardedJvm classPathOfOne(Path jar) {
        classPath.clear();
        return classPath(jar);
    }

    /** With the JVM's own choice of compilers and collector, as users start it. */
    GuardedJvm unhurried() {
        compilerAndCollector = List.of();
        return this;
    }

    /** Runs the JVM by a command that takes another one as its last arguments. */
    public GuardedJvm under(List<String> command) {
        wrapper = command;
        return this;
    }

    /** Started by {@code -jar}, whose manifest names what to run and where it lies. */
    public GuardedJvm launcher(Path jar) {
        launcher = jar;
        return this;
    }

    public GuardedJvm environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public GuardedJvm jar(Path other) {
        jar = other;
        return this;
    }

    /** Where {@code user.home} points. */
    public Path home() {
        return home;
    }

    public GuardedJvm home(Path other) {
        home = other;
        return this;
    }

    public GuardedRun run(Class<?> program, List<String> arguments)
            throws IOException, InterruptedException {
        return run(program, arguments.toArray(new String[0]));
    }

    GuardedRun run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout");
        Process process = builder(program, arguments).redirectOutput(out.toFile()).start();
        process.getOutputStream().close();
        return ended(process, Files::readString);
    }

    /** Started and left to itself; {@link #ended} tells what became of it. */
    Process start(Class<?> program, String... arguments) throws IOException {
        return builder(program, arguments).start();
    }

    /** The same of a program that is started as {@code java -jar}. */
    public Process startJar(Path program, String... arguments) throws IOException {
        return builderOfJar(program, arguments).start();
    }

    /** The same, for somebody else to start. */
    public ProcessBuilder builderOfJar(Path program, String... arguments) {
        List<String> main = new ArrayList<>(List.of("-jar", program.toString()));
        main.addAll(List.of(arguments));
        return builder(main);
    }

    /** What has been recorded so far. */
    public Events events() throws IOException {
        return Events.below(home.resolve(".sallyport"));
    }

    /** Waits for the end of what {@link #start} has started; what was on its stdout is not told. */
    public GuardedRun ended(Process process) throws IOException, InterruptedException {
        return ended(process, none -> "");
    }

    private GuardedRun ended(Process process, Content stdout)
            throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " seconds");
        }
        return new GuardedRun(
                process.exitValue(),
                stdout.of(folder.resolve("stdout")),
                Files.readAllLines(folder.resolve("stderr")),
                home,
                events());
    }

    /** A launch by class path and class, for somebody else to start. */
    public ProcessBuilder builder(Class<?> program, String... arguments) {
        List<String> main = new ArrayList<>();
        if (launcher != null) {
            main.add("-jar");
            main.add(launcher.toString());
        } else {
            main.add("-cp");
            main.add(
                    classPath.stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator)));
            main.add(program.getName());
        }
        main.addAll(List.of(arguments));
        return builder(main);
    }

    private ProcessBuilder builder(List<String> main) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(jdk.java().toString());
        for (int i = 0; i < flags; i++) {
            command.add(flag());
        }
        command.addAll(compilerAndCollector);
        command.add("-Duser.home=" + home);
        command.addAll(jvmOptions);
        command.addAll(main);
        ProcessBuilder builder =
                new ProcessBuilder(dns == null ? command : dns.command(command))
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** {@code -javaagent:} and all that belongs to it. */
    String flag() {
        String text =
                rawOptions != null
                        ? rawOptions
                        : options.entrySet().stream()
                                .map(option -> option.getKey() + "=" + option.getValue())
                                .collect(Collectors.joining(","));
        return "-javaagent:" + jar + (text.isEmpty() ? "" : "=" + text);
    }

    private interface Content {
        String of(Path file) throws IOException;
    }
}
