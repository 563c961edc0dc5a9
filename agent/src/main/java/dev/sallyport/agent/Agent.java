package dev.sallyport.agent;

import dev.sallyport.agent.gate.Gatehouse;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Keeper;
import dev.sallyport.agent.guard.Guard;
import dev.sallyport.agent.hook.Hooks;
import dev.sallyport.agent.record.Home;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Run;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The start, in its order: options, policy, gate, hooks, self-test, guard. Nothing is guarded
 * before the last step, and a failure of any step is the end of the start.
 */
final class Agent {
    private final AgentOptions options;
    private final Instrumentation instrumentation;

    private Agent(AgentOptions options, Instrumentation instrumentation) {
        this.options = options;
        this.instrumentation = instrumentation;
    }

    static void start(String arguments, Instrumentation instrumentation) {
        if (Gatehouse.stands()) {
            // The flag stands twice, in the client's config and in JAVA_TOOL_OPTIONS.
            return;
        }
        AgentOptions.Environment environment = new ProcessEnvironment();
        try {
            AgentOptions options = AgentOptions.parse(arguments, environment);
            new Agent(options, instrumentation).start();
        } catch (StartupException clear) {
            fail(clear.getMessage(), arguments, environment);
        } catch (Throwable unexpected) {
            fail("it cannot start: " + unexpected, arguments, environment);
        }
    }

    private static void fail(
            String message, String arguments, AgentOptions.Environment environment) {
        if (AgentOptions.opensOnFailure(arguments, environment)) {
            Failure.goOnUnguarded(message);
        } else {
            Failure.stop(message);
        }
    }

    private void start() throws Exception {
        String program = Program.name();
        PolicySource source =
                options.policy() == null
                        ? PolicySource.learning(
                                options.server() != null ? options.server() : program)
                        : PolicySource.read(options.policy());
        Policy policy = source.policy();
        String server = options.server() != null ? options.server() : policy.server();

        Keeper keeper = Gatehouse.build(instrumentation);
        int hooks = insertHooks();
        String unanswered = keeper.selfTest();
        if (unanswered != null) {
            throw new StartupException(
                    "its self-test failed: a live "
                            + unanswered
                            + " did not reach the guard; is another agent rewriting the JDK?");
        }

        Ground ground = keeper.ground();
        Run run = Program.run(server);
        Recorder recorder = new Recorder(run, eventFile(server, run));
        recorder.run(Activity.START, facts(source, program, hooks));
        keeper.arm(new Guard(server, policy, options.onViolation(), ground, recorder));
        ArchiveWarning.check(ground.launchArguments());
    }

    private int insertHooks() throws StartupException {
        try {
            return Hooks.insert(instrumentation, Runtime.version().feature());
        } catch (Hooks.MissingHookException missing) {
            throw new StartupException(
                    "this JDK ("
                            + System.getProperty("java.vm.version")
                            + ") cannot be guarded: "
                            + missing.getMessage()
                            + "; use JDK 17, 21 or 25 on Linux");
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

    private Map<String, Object> facts(PolicySource source, String program, int hooks) {
        OnViolation override = options.onViolation();
        Policy policy = source.policy();
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
                override != null
                        ? options.source(AgentOptions.Option.ON_VIOLATION)
                        : policy.isLearning() ? null : "policy");
        facts.put("hooks", (long) hooks);
        facts.put("program", program);
        facts.put("jdk", System.getProperty("java.vm.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }

    private static final class ProcessEnvironment implements AgentOptions.Environment {
        @Override
        public String get(String variable) {
            return System.getenv(variable);
        }
    }
}
