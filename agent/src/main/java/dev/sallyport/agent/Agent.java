package dev.sallyport.agent;

import dev.sallyport.agent.attribution.MainJar;
import dev.sallyport.agent.attribution.MainProgram;
import dev.sallyport.agent.attribution.StackCallers;
import dev.sallyport.agent.gate.Alarm;
import dev.sallyport.agent.gate.Gatehouse;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Keeper;
import dev.sallyport.agent.guard.Guard;
import dev.sallyport.agent.guard.Orders;
import dev.sallyport.agent.guard.ProtectedFiles;
import dev.sallyport.agent.hook.Heralds;
import dev.sallyport.agent.hook.Hooks;
import dev.sallyport.agent.hook.OperatingSystem;
import dev.sallyport.agent.notice.ServerLog;
import dev.sallyport.agent.record.Home;
import dev.sallyport.agent.record.OwnFiles;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Run;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The start, in its order: options, policy, gate, hooks, self-test, guard. Nothing is guarded
 * before the last step, and a failure of any step is the end of the start.
 */
final class Agent {
    private static final String FLAG = "-javaagent:";

    /** As the manifest's {@code Boot-Class-Path} names it. */
    private static final String JAR = "sallyport.jar";

    private final AgentOptions options;
    private final Instrumentation instrumentation;
    private final File renamedJar;
    private final boolean opensOnFailure;

    private Agent(
            AgentOptions options,
            Instrumentation instrumentation,
            File renamedJar,
            boolean opensOnFailure) {
        this.options = options;
        this.opensOnFailure = opensOnFailure;
        this.instrumentation = instrumentation;
        this.renamedJar = renamedJar;
    }

    /**
     * Starts.
     *
     * @param renamedJar the agent's jar where the JVM does not say which it is, else {@code null}
     */
    static void start(String arguments, Instrumentation instrumentation, File renamedJar) {
        if (Gatehouse.stands()) {
            // The flag stands twice, in the client's config and in JAVA_TOOL_OPTIONS.
            return;
        }
        AgentOptions.Environment environment = new ProcessEnvironment();
        boolean opens = AgentOptions.opensOnFailure(arguments, environment);
        try {
            AgentOptions options = AgentOptions.parse(arguments, environment);
            new Agent(options, instrumentation, renamedJar, opens).start();
        } catch (StartupException clear) {
            fail(clear.getMessage(), opens, null);
        } catch (Throwable unexpected) {
            fail("it cannot start: " + unexpected, opens, null);
        }
    }

    private static void fail(String message, boolean opensOnFailure, OwnFiles files) {
        if (opensOnFailure && !somebodyIsInQuarantine()) {
            Failure.goOnUnguarded(message, files);
        } else {
            Failure.stop(message, files);
        }
    }

    /** Who did not start cannot always say which server it is; then it is taken for that one. */
    private static boolean somebodyIsInQuarantine() {
        File marks = Home.quarantines();
        String[] servers = marks == null ? null : marks.list();
        return servers != null && servers.length > 0;
    }

    private void start() throws Exception {
        String program = Program.name();
        PolicySource source =
                options.policy() == null
                        ? PolicySource.learning(
                                options.server() != null ? options.server() : program)
                        : PolicySource.read(options.policy());
        String server = options.server() != null ? options.server() : source.policy().server();
        File mark = Home.quarantine(server);
        boolean quarantined = mark != null && mark.exists();
        Policy policy = quarantined ? Policy.quarantine(source.policy()) : source.policy();

        OperatingSystem system = OperatingSystem.named(System.getProperty("os.name"));
        if (system == null) {
            throw new StartupException(
                    "it cannot guard a JVM on "
                            + System.getProperty("os.name")
                            + " yet, where the JDK has ways out that it does not hold; run the"
                            + " server on Linux (on Windows: in WSL or a container) or macOS");
        }
        Keeper keeper = Gatehouse.build(instrumentation);
        Ground ground = keeper.ground();
        String[] launch = ground.launchArguments();
        Hooks hooks =
                new Hooks(
                        instrumentation,
                        system,
                        Runtime.version().feature(),
                        ground,
                        new Heralds(options.actuator(), options.logsToServer()));
        keeper.await(hooks);
        int inserted = insert(hooks, LaunchFacts.otherAgents(launch, JAR) != null);
        // The JDK reads the hosts file's name at its first look-up: not one that the server sets.
        String unanswered = keeper.selfTest(hooks.bindHostsFile());
        if (unanswered != null) {
            throw new StartupException(selfTestFailed(unanswered));
        }

        Run run = Program.run(server, ground);
        File events = eventFile(server, run);
        OwnFiles ownFiles = new GroundFiles(ground);
        Recorder recorder = new Recorder(run, events, options.eventsLimit(), ownFiles);
        recorder.run(Activity.START, facts(source, policy, quarantined, program, inserted, launch));
        File jar = jar(launch);
        StackCallers callers = new StackCallers();
        Orders orders =
                new Orders(
                        server,
                        policy,
                        source.sha256(),
                        quarantined ? null : options.onViolation(),
                        options.tagsHosts(),
                        jar == null ? null : childFlag(jar, server));
        keeper.arm(
                new Guard(
                        orders,
                        ground,
                        recorder,
                        options.logsToServer() ? new ServerLog(ground) : null,
                        hooks,
                        protectedFiles(source, jar, events),
                        callers,
                        new MainJar(MainProgram.ofThisLaunch(), callers)),
                new StopLate(opensOnFailure, ownFiles));
        if (options.jmx()) {
            JmxOnDemand.arrange(instrumentation);
        }
        ArchiveWarning.check(launch);
    }

    private static String selfTestFailed(String why) {
        return "its self-test failed: " + why + "; is another agent rewriting the JDK?";
    }

    /** The agent's jar; {@code null} for a launch that names none by its own name. */
    private File jar(String[] launch) {
        if (renamedJar != null) {
            return renamedJar;
        }
        for (String argument : launch) {
            if (argument.startsWith(FLAG)) {
                int equals = argument.indexOf('=');
                int end = equals < 0 ? argument.length() : equals;
                File jar = new File(argument.substring(FLAG.length(), end)).getAbsoluteFile();
                if (jar.getName().equals(JAR)) {
                    return jar;
                }
            }
        }
        return null;
    }

    private static ProtectedFiles protectedFiles(PolicySource source, File jar, File events) {
        ProtectedFiles files = new ProtectedFiles();
        if (source.path() != null) {
            File file = new File(source.path());
            files.addFile(file);
            files.addFile(Home.evidence(file, source.policy().server()));
        }
        if (jar != null) {
            files.addFile(jar);
        }
        files.addFile(events);
        files.addFolder(events.getParentFile());
        if (Home.folder() != null) {
            files.addFolder(Home.folder());
        }
        String[] marks = Home.quarantines() == null ? null : Home.quarantines().list();
        for (int i = 0; marks != null && i < marks.length; i++) {
            files.addFile(new File(Home.quarantines(), marks[i]));
        }
        return files;
    }

    /** In quotes, because the JVM takes the variable apart at blanks. */
    private String childFlag(File jar, String server) {
        return "\"" + FLAG + jar.getAbsolutePath() + "=" + options.forChild(server) + "\"";
    }

    /**
     * Puts the hooks in; those of the network's now where another agent's threads may be turning to
     * it just now.
     *
     * @return how many
     */
    private int insert(Hooks hooks, boolean network) throws StartupException {
        try {
            hooks.insert();
            if (network) {
                hooks.watchNetwork();
            }
            return hooks.count();
        } catch (Hooks.MissingHookException | IOException missing) {
            throw new StartupException(
                    "this JDK ("
                            + System.getProperty("java.vm.version")
                            + ") cannot be guarded: "
                            + missing.getMessage()
                            + "; use JDK 17, 21 or 25");
        }
    }

    /** One file a process; of names that sort by time. */
    private File eventFile(String server, Run run) throws StartupException {
        String name = System.currentTimeMillis() + "-" + run.pid() + ".jsonl";
        if (options.events() != null) {
            return new File(new File(options.events()).getAbsoluteFile(), name);
        }
        File events = Home.events();
        if (events == null) {
            throw new StartupException(
                    "this user has no home for events; name a folder with events=FOLDER");
        }
        return new File(new File(events, Home.folderName(server)), name);
    }

    private Map<String, Object> facts(
            PolicySource source,
            Policy policy,
            boolean quarantined,
            String program,
            int hooks,
            String[] launch) {
        OnViolation override = quarantined ? null : options.onViolation();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("mode", policy.isLearning() ? "learn" : "hold");
        facts.put("policy", source.path());
        facts.put("policy_sha256", source.sha256());
        facts.put(
                "on_violation",
                policy.isLearning()
                        ? null
                        : (override != null ? override : policy.onViolation()).wire());
        facts.put(
                "on_violation_set_by",
                quarantined
                        ? "quarantine"
                        : override != null
                                ? options.source(AgentOptions.Option.ON_VIOLATION)
                                : policy.isLearning() ? null : "policy");
        facts.put("quarantined", quarantined ? Boolean.TRUE : null);
        facts.put("hooks", (long) hooks);
        facts.put("other_agents", LaunchFacts.otherAgents(launch, JAR));
        facts.put("opened_packages", LaunchFacts.openedPackages(launch));
        facts.put("secret_variables", LaunchFacts.secretVariables(System.getenv()));
        facts.put("program", program);
        facts.put("jdk", System.getProperty("java.vm.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }

    /** The part of the self-test that had to wait has failed: the server has run, and stops. */
    private static final class StopLate implements Alarm {
        private final boolean opensOnFailure;
        private final OwnFiles files;

        StopLate(boolean opensOnFailure, OwnFiles files) {
            this.opensOnFailure = opensOnFailure;
            this.files = files;
        }

        @Override
        public void unheld(String why) {
            fail(selfTestFailed(why), opensOnFailure, files);
        }
    }

    /** The gate knows the thread that writes events. */
    private static final class GroundFiles implements OwnFiles {
        private final Ground ground;

        GroundFiles(Ground ground) {
            this.ground = ground;
        }

        @Override
        public void write(Work work) throws IOException {
            ground.write(new GroundWork(work));
        }
    }

    private static final class GroundWork implements Ground.Writing {
        private final OwnFiles.Work work;

        GroundWork(OwnFiles.Work work) {
            this.work = work;
        }

        @Override
        public void run() throws IOException {
            work.run();
        }
    }

    private static final class ProcessEnvironment implements AgentOptions.Environment {
        @Override
        public String get(String variable) {
            return System.getenv(variable);
        }
    }
}
