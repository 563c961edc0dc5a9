package dev.sallyport.harness.evasion;

import com.sun.tools.attach.VirtualMachine;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;

/** Agents loaded after the start, and what an agent can take away. */
final class LateAgents {
    private static final String SELF = "-Djdk.attach.allowAttachSelf=true";
    private static final String NOT_YET = "a policy cannot list agents yet";

    private LateAgents() {}

    private static String pid() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    private static String agent(Goal goal) {
        return goal.fact("agent");
    }

    private static void attach(String jar, String options) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(pid());
        try {
            machine.loadAgent(jar, options);
        } finally {
            machine.detach();
        }
    }

    @Technique(
            value = "self-attach with the flag",
            door = Door.ATTACH,
            kind = Kind.TAMPERING,
            flags = SELF,
            noTwin = NOT_YET)
    static void selfAttach(Goal goal) throws Exception {
        attach(agent(goal), goal.marker().toString());
    }

    @Technique(
            value = "self-attach without the flag, its field turned by Unsafe",
            door = Door.ATTACH,
            kind = Kind.TAMPERING,
            noTwin = NOT_YET)
    static void withoutFlag(Goal goal) throws Exception {
        Field allowed =
                Class.forName("sun.tools.attach.HotSpotVirtualMachine")
                        .getDeclaredField("ALLOW_ATTACH_SELF");
        Insides.unsafe(
                "putBoolean",
                Insides.unsafe("staticFieldBase", allowed),
                Insides.unsafe("staticFieldOffset", allowed),
                true);
        attach(agent(goal), goal.marker().toString());
    }

    @Technique(
            value = "a native agent by self-attach",
            door = Door.NATIVE,
            kind = Kind.TAMPERING,
            flags = SELF,
            noTwin = NOT_YET)
    static void nativeAgent(Goal goal) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(pid());
        machine.loadAgentPath(goal.library().toString());
    }

    @Technique(
            value = "a child, listed, that attaches to its parent",
            door = Door.ATTACH,
            kind = Kind.TAMPERING,
            with = Extra.LISTED_JAVA,
            noTwin = NOT_YET)
    static void childAttaches(Goal goal) throws Exception {
        Process child =
                new ProcessBuilder(
                                goal.fact("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Attacher.class.getName(),
                                pid(),
                                agent(goal),
                                goal.marker().toString())
                        .inheritIO()
                        .start();
        child.waitFor(15, TimeUnit.SECONDS);
    }

    /** The child. */
    static final class Attacher {
        private Attacher() {}

        public static void main(String[] arguments) throws Exception {
            VirtualMachine.attach(arguments[0]).loadAgent(arguments[1], arguments[2]);
        }
    }

    @Technique(
            value = "the attach protocol spoken by hand",
            door = Door.ATTACH,
            kind = Kind.TAMPERING,
            flags = "-XX:+StartAttachListener",
            noTwin = NOT_YET)
    static void byHand(Goal goal) throws Exception {
        Path socket = Path.of("/tmp/.java_pid" + pid());
        String command = "1\0load\0instrument\0false\0" + agent(goal) + "=" + goal.marker() + "\0";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(1024);
            while (channel.read(answer) > 0 && answer.hasRemaining()) {
                // To its end, which comes when the agent has been loaded.
            }
        }
    }

    @Technique(
            value = "DiagnosticCommand jvmtiAgentLoad, a Java agent",
            door = Door.ATTACH,
            kind = Kind.TAMPERING)
    static void diagnostic(Goal goal) throws Exception {
        if (goal.isTwin()) {
            command("vmVersion");
            goal.mark();
        } else {
            command("jvmtiAgentLoad", agent(goal), goal.marker().toString());
        }
    }

    @Technique(
            value = "DiagnosticCommand jvmtiAgentLoad, a native agent",
            door = Door.NATIVE,
            kind = Kind.TAMPERING,
            noTwin = NOT_YET)
    static void diagnosticNative(Goal goal) throws Exception {
        command("jvmtiAgentLoad", goal.library().toString());
    }

    private static Object command(String operation, String... arguments) throws Exception {
        ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
        return arguments.length == 0
                ? ManagementFactory.getPlatformMBeanServer()
                        .invoke(name, operation, new Object[0], new String[0])
                : ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                name,
                                operation,
                                new Object[] {arguments},
                                new String[] {String[].class.getName()});
    }

    @Technique(
            value = "Launcher-Agent-Class of the server's own jar",
            door = Door.ATTACH,
            kind = Kind.TAMPERING,
            with = Extra.LAUNCHER_AGENT,
            flags = "-Devasion.marker={folder}/marker",
            noTwin = NOT_YET)
    static void launcherAgent(Goal goal) {
        // The agent has run before main.
        LateAgent.instrumentation();
    }

    @Technique(
            value = "a late agent whose transformer gives Net its own bytes back",
            kind = Kind.TAMPERING,
            flags = SELF,
            noTwin = NOT_YET)
    static void restore(Goal goal) throws Exception {
        loaded(goal, Instrument.RESTORE);
        goal.connect();
    }

    @Technique(
            value = "a late agent that redefines Net with its own bytes",
            kind = Kind.TAMPERING,
            flags = SELF,
            noTwin = NOT_YET)
    static void redefine(Goal goal) throws Exception {
        loaded(goal, Instrument.REDEFINE);
        goal.connect();
    }

    @Technique(
            value = "a late agent that opens java.base and takes the guard away",
            kind = Kind.TAMPERING,
            flags = SELF,
            noTwin = NOT_YET)
    static void opens(Goal goal) throws Exception {
        loaded(goal, Instrument.OPEN);
        goal.connect();
    }

    @Technique(
            value = "an operator's second agent whose transformer gives Net its bytes back",
            kind = Kind.TAMPERING,
            with = Extra.SECOND_AGENT)
    static void secondRestores(Goal goal) throws Exception {
        Instrument use = goal.isTwin() ? Instrument.LOOK : Instrument.RESTORE;
        use.use(LateAgent.instrumentation());
        goal.connect();
    }

    @Technique(
            value = "an operator's second agent that redefines Net",
            kind = Kind.TAMPERING,
            with = Extra.SECOND_AGENT)
    static void secondRedefines(Goal goal) throws Exception {
        Instrument use = goal.isTwin() ? Instrument.LOOK : Instrument.REDEFINE;
        use.use(LateAgent.instrumentation());
        goal.connect();
    }

    private static void loaded(Goal goal, Instrument use) {
        try {
            attach(agent(goal), "");
            use.use(LateAgent.instrumentation());
        } catch (Exception refused) {
            // Then the connect below finds the hook in its place.
        }
    }

    private enum Instrument {
        /** As a tracing agent does: every class passes it, none is changed. */
        LOOK {
            @Override
            void use(Instrumentation instrumentation) throws Exception {
                Class<?> net = Class.forName("sun.nio.ch.Net");
                instrumentation.addTransformer(new ClassFileTransformer() {}, true);
                instrumentation.retransformClasses(net);
            }
        },
        RESTORE {
            @Override
            void use(Instrumentation instrumentation) throws Exception {
                Class<?> net = Class.forName("sun.nio.ch.Net");
                instrumentation.addTransformer(new LateAgent.Restorer(net), true);
                instrumentation.retransformClasses(net);
            }
        },
        REDEFINE {
            @Override
            void use(Instrumentation instrumentation) throws Exception {
                Class<?> net = Class.forName("sun.nio.ch.Net");
                instrumentation.redefineClasses(new ClassDefinition(net, LateAgent.original(net)));
            }
        },
        OPEN {
            @Override
            void use(Instrumentation instrumentation) throws Exception {
                Module own = LateAgent.class.getModule();
                instrumentation.redefineModule(
                        Object.class.getModule(),
                        Set.of(),
                        Map.of(),
                        Map.of("sun.nio.ch", Set.of(own), "java.lang", Set.of(own)),
                        Set.of(),
                        Map.of());
                GateTampering.disarm(List.of(), (Method method) -> method.setAccessible(true));
            }
        };

        abstract void use(Instrumentation instrumentation) throws Exception;
    }
}
