import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Run by the build: writes the gate's compiled classes into a Java source, as strings. Reading them
 * from the jar in premain would cost 10 to 17 ms: a class on the boot path has no cheaper way to
 * its own jar than a URL and an index of 1,500 entries.
 */
public final class EmbedGate {
    private static final List<String> CLASSES =
            List.of(
                    "sun/nio/fs/SallyportStat",
                    "sun/nio/ch/SallyportProbe$Answered",
                    "sun/nio/ch/SallyportProbe",
                    "sun/nio/ch/SallyportPrograms",
                    "sun/nio/ch/SallyportFiles",
                    "sun/nio/ch/SallyportAgents",
                    "sun/nio/ch/SallyportGround$Listener",
                    "sun/nio/ch/SallyportGround",
                    "sun/nio/ch/SallyportGate$Beat",
                    "sun/nio/ch/SallyportGate$End",
                    "sun/nio/ch/SallyportGate",
                    "java/net/SallyportChecks");

    /** What defines guests: comes with the first of the two that follow. */
    private static final List<String> HOSTS =
            List.of("sun/nio/ch/SallyportGuests$Guest", "sun/nio/ch/SallyportGuests");

    /** What is defined when the first class appears that labels calls or carries labels. */
    private static final List<String> LABELS =
            List.of(
                    "sun/nio/ch/SallyportHandOvers$Entry",
                    "sun/nio/ch/SallyportHandOvers",
                    "sun/nio/ch/SallyportLabels$Token",
                    "sun/nio/ch/SallyportLabels$Running",
                    "sun/nio/ch/SallyportLabels$InFlight",
                    "sun/nio/ch/SallyportLabels$Turn",
                    "sun/nio/ch/SallyportLabels$Place",
                    "sun/nio/ch/SallyportLabels$Scope",
                    "sun/nio/ch/SallyportLabels",
                    "sun/nio/ch/SallyportServices",
                    "sun/nio/ch/SallyportWork$Sought",
                    "sun/nio/ch/SallyportWork$OfTwo",
                    "sun/nio/ch/SallyportWork",
                    "java/net/SallyportGuest",
                    "sun/nio/ch/SallyportMcp$Silent",
                    "sun/nio/ch/SallyportMcp$Speakers",
                    "sun/nio/ch/SallyportMcp",
                    "java/net/SallyportTasks",
                    "java/net/SallyportCalls");

    /** What is defined when the first library of metrics, health or logs appears. */
    private static final List<String> NEWS =
            List.of(
                    "java/net/SallyportFigures",
                    "java/net/SallyportHerald",
                    "sun/nio/ch/SallyportNews$Silent",
                    "sun/nio/ch/SallyportNews$Heralds",
                    "sun/nio/ch/SallyportNews",
                    "java/net/SallyportHeralds");

    /** What is defined when the first connection is made. */
    private static final List<String> WIRE =
            List.of(
                    "sun/nio/ch/SallyportWire$Plain",
                    "sun/nio/ch/SallyportWire$Connection",
                    "sun/nio/ch/SallyportWire");

    /** Defined in the class loaders of libraries: by the hooked class's package. */
    private static final Map<String, List<String>> GUESTS =
            Map.of(
                    "reactor.netty.",
                    List.of(
                            "dev/sallyport/guest/ReactorContexts$Asked",
                            "dev/sallyport/guest/ReactorContexts"),
                    "io.modelcontextprotocol.s",
                    List.of(
                            "dev/sallyport/guest/SdkMeeting",
                            "dev/sallyport/guest/LabelledMono$Labelled",
                            "dev/sallyport/guest/LabelledMono",
                            "dev/sallyport/guest/SdkAnswers"),
                    "io.modelcontextprotocol.kotlin.",
                    List.of("dev/sallyport/guest/Labelled", "dev/sallyport/guest/KotlinCalls"),
                    "io.quarkiverse.mcp.server.",
                    List.of(
                            "dev/sallyport/guest/QuarkusCalls$Key",
                            "dev/sallyport/guest/QuarkusCalls"));

    private static final String STANDING = "dev/sallyport/guest/Standing";

    /**
     * The same by the hooked class's whole name: no moved copy is what they are compiled against.
     */
    private static final Map<String, List<String>> HERALDS =
            Map.of(
                    "io.micrometer.core.instrument.composite.CompositeMeterRegistry",
                    List.of(
                            "dev/sallyport/guest/MicrometerFigures$Reading",
                            "dev/sallyport/guest/MicrometerFigures$Nanos",
                            "dev/sallyport/guest/MicrometerFigures"),
                    "java.lang.management.ManagementFactory",
                    List.of(
                            STANDING,
                            "dev/sallyport/guest/GuardMXBean",
                            "dev/sallyport/guest/JmxGuard"),
                    "org.springframework.boot.actuate.health.DefaultHealthContributorRegistry",
                    List.of(STANDING, "dev/sallyport/guest/BootHealth"),
                    "org.springframework.boot.actuate.health.DefaultReactiveHealthContributorRegistry",
                    List.of(
                            STANDING,
                            "dev/sallyport/guest/BootHealth",
                            "dev/sallyport/guest/BootReactiveHealth"),
                    "org.springframework.boot.health.registry.DefaultHealthContributorRegistry",
                    List.of(STANDING, "dev/sallyport/guest/Boot4Health"),
                    "org.springframework.boot.actuate.info.InfoEndpoint",
                    List.of(STANDING, "dev/sallyport/guest/BootInfo"));

    private static final String KEEPER = "dev/sallyport/agent/gate/GateKeeper";

    private EmbedGate() {}

    public static void main(String[] arguments) throws IOException {
        Path compiled = Path.of(arguments[0]);
        Path sources = Path.of(arguments[1]);
        StringBuilder java = head("What the build knows", "public final class Built");
        java.append("    /** Sallyport's version. */\n");
        java.append("    public static final String VERSION = \"" + arguments[2] + "\";\n\n");
        java.append("    static final String KEEPER = " + literal(compiled, KEEPER) + ";\n\n");
        java.append("    /** Names and classes, in the order in which they must be defined. */\n");
        array(java, "GATE", compiled, CLASSES);
        write(sources, "Built", java);
        Path guests = Path.of(arguments[3]);
        java = head("The gate's part that defines guests", "final class BuiltHosts");
        array(java, "GATE", compiled, HOSTS);
        write(sources, "BuiltHosts", java);
        java = head("The gate's part that listens", "final class BuiltWire");
        array(java, "GATE", compiled, WIRE);
        write(sources, "BuiltWire", java);
        java = head("The gate's part that labels calls", "final class BuiltLabels");
        array(java, "GATE", compiled, LABELS);
        guests(java, "startsWith", guests, GUESTS);
        write(sources, "BuiltLabels", java);
        java = head("The gate's part that is told where people look", "final class BuiltNews");
        array(java, "GATE", compiled, NEWS);
        guests(java, "equals", guests, HERALDS);
        write(sources, "BuiltNews", java);
    }

    private static void guests(
            StringBuilder java, String by, Path compiled, Map<String, List<String>> all)
            throws IOException {
        java.append("    /** By the hooked class's name. */\n");
        java.append("    static String[] guests(String library) {\n");
        for (Map.Entry<String, List<String>> guests : all.entrySet()) {
            java.append("        if (library." + by + "(\"" + guests.getKey() + "\")) {\n");
            java.append("            return new String[] {\n");
            entries(java, compiled, guests.getValue());
            java.append("            };\n        }\n");
        }
        java.append("        return new String[0];\n    }\n\n");
    }

    private static StringBuilder head(String what, String declaration) {
        return new StringBuilder("package dev.sallyport.agent.gate;\n\n")
                .append("/** " + what + ": generated by EmbedGate. */\n")
                .append(declaration + " {\n");
    }

    private static void array(StringBuilder java, String field, Path compiled, List<String> names)
            throws IOException {
        java.append("    static final String[] " + field + " = {\n");
        entries(java, compiled, names);
        java.append("    };\n\n");
    }

    private static void entries(StringBuilder java, Path compiled, List<String> names)
            throws IOException {
        for (String name : names) {
            java.append("        \"" + name.replace('/', '.') + "\",\n");
            java.append("        " + literal(compiled, name) + ",\n");
        }
    }

    private static void write(Path sources, String name, StringBuilder java) throws IOException {
        java.append("    private " + name + "() {}\n}\n");
        Path file = sources.resolve("dev/sallyport/agent/gate/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, java.toString(), StandardCharsets.US_ASCII);
    }

    /** One char for each byte. */
    private static String literal(Path compiled, String name) throws IOException {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : Files.readAllBytes(compiled.resolve(name + ".class"))) {
            text.append(String.format("\\%03o", b & 0xff));
        }
        return text.append('"').toString();
    }
}
