import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
                    "sun/nio/ch/SallyportResolvers",
                    "sun/nio/ch/SallyportGate$Beat",
                    "sun/nio/ch/SallyportGate$End",
                    "sun/nio/ch/SallyportGate",
                    "java/net/SallyportChecks$Asked",
                    "java/net/SallyportChecks");

    /** Where OpenTelemetry's own agent keeps its copy of the API, and what that begins with. */
    private static final String MOVED = "io.opentelemetry.javaagent.shaded.";

    private static final String LIBRARY = "io/opentelemetry/";

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
                    "java/net/SallyportLog",
                    "java/net/SallyportSpans",
                    "sun/nio/ch/SallyportNews$Silent",
                    "sun/nio/ch/SallyportNews$Heralds",
                    "sun/nio/ch/SallyportNews",
                    "sun/nio/ch/SallyportTelemetry$Scribe",
                    "sun/nio/ch/SallyportTelemetry",
                    "java/net/SallyportHeralds");

    /** What is defined when addresses of the network are first asked for. */
    private static final List<String> NETWORK =
            List.of(
                    "sun/nio/ch/SallyportSocket$Open",
                    "sun/nio/ch/SallyportSocket",
                    "sun/nio/ch/SallyportTransfer",
                    "sun/nio/ch/SallyportDatagrams");

    /** What is defined when the first connection is made. */
    private static final List<String> WIRE =
            List.of(
                    "sun/nio/ch/SallyportWire$Connection",
                    "sun/nio/ch/SallyportWire");

    /** What is defined when the first class appears that sends requests of HTTP. */
    private static final List<String> REQUESTS =
            List.of(
                    "java/net/SallyportParts$Member",
                    "java/net/SallyportParts$Members",
                    "java/net/SallyportParts$Seen",
                    "java/net/SallyportParts$Part",
                    "java/net/SallyportParts$Types",
                    "java/net/SallyportParts",
                    "java/net/SallyportHead",
                    "java/net/SallyportPasses$Kept",
                    "java/net/SallyportPasses",
                    "java/net/SallyportHttp2",
                    "java/net/SallyportRequests");

    /** What is defined when the first ClientHello has to do for a name. */
    private static final List<String> HANDSHAKES = List.of("sun/nio/ch/SallyportHandshakes");

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
                    List.of(STANDING, "dev/sallyport/guest/BootInfo"),
                    "org.slf4j.LoggerFactory",
                    List.of(
                            "dev/sallyport/guest/Asked",
                            "dev/sallyport/guest/FluentWarning",
                            "dev/sallyport/guest/JulOutlets",
                            "dev/sallyport/guest/Log4jOutlets",
                            "dev/sallyport/guest/LogbackOutlets",
                            "dev/sallyport/guest/SimpleOutlets",
                            "dev/sallyport/guest/Outlets",
                            "dev/sallyport/guest/Slf4jLog"),
                    "io.opentelemetry.api.trace.SpanContextKey",
                    List.of("dev/sallyport/guest/CurrentSpan"),
                    MOVED + "io.opentelemetry.api.trace.SpanContextKey",
                    List.of("dev/sallyport/guest/CurrentSpan"));

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
        array(java, compiled, CLASSES);
        write(sources, "Built", java);
        Path guests = Path.of(arguments[3]);
        java = head("The gate's part that defines guests", "final class BuiltHosts");
        array(java, compiled, HOSTS);
        write(sources, "BuiltHosts", java);
        java = head("The gate's part that comes with the network", "final class BuiltNetwork");
        array(java, compiled, NETWORK);
        write(sources, "BuiltNetwork", java);
        java = head("The gate's part that listens", "final class BuiltWire");
        array(java, compiled, WIRE);
        write(sources, "BuiltWire", java);
        java = head("The gate's part that labels calls", "final class BuiltLabels");
        array(java, compiled, LABELS);
        guests(java, "startsWith", guests, GUESTS);
        write(sources, "BuiltLabels", java);
        java = head("The gate's part that is told where people look", "final class BuiltNews");
        array(java, compiled, NEWS);
        guests(java, "equals", guests, HERALDS);
        write(sources, "BuiltNews", java);
        java = head("The gate's part that reads requests of HTTP", "final class BuiltRequests");
        array(java, compiled, REQUESTS);
        write(sources, "BuiltRequests", java);
        java = head("The gate's part that looks at handshakes", "final class BuiltHandshakes");
        array(java, compiled, HANDSHAKES);
        write(sources, "BuiltHandshakes", java);
    }

    private static void guests(
            StringBuilder java, String by, Path compiled, Map<String, List<String>> all)
            throws IOException {
        java.append("    /** By the hooked class's name. */\n");
        java.append("    static String[] guests(String library) {\n");
        for (Map.Entry<String, List<String>> guests : all.entrySet()) {
            java.append("        if (library." + by + "(\"" + guests.getKey() + "\")) {\n");
            java.append("            return new String[] {\n");
            entries(java, compiled, guests.getValue(), guests.getKey().startsWith(MOVED));
            java.append("            };\n        }\n");
        }
        java.append("        return new String[0];\n    }\n\n");
    }

    private static StringBuilder head(String what, String declaration) {
        return new StringBuilder("package dev.sallyport.agent.gate;\n\n")
                .append("/** " + what + ": generated by EmbedGate. */\n")
                .append(declaration + " {\n");
    }

    /** No static field: a class that fails to be initialised, at a stack's end, fails for good. */
    private static void array(StringBuilder java, Path compiled, List<String> names)
            throws IOException {
        java.append("    static String[] gate() {\n        return new String[] {\n");
        entries(java, compiled, names, false);
        java.append("        };\n    }\n\n");
    }

    /**
     * Names and classes.
     *
     * @param moved whether the library that they are compiled against has other names there
     */
    private static void entries(
            StringBuilder java, Path compiled, List<String> names, boolean moved)
            throws IOException {
        for (String name : names) {
            byte[] file = Files.readAllBytes(compiled.resolve(name + ".class"));
            java.append("        \"" + name.replace('/', '.') + "\",\n");
            java.append("        " + literal(moved ? moved(file) : file) + ",\n");
        }
    }

    private static void write(Path sources, String name, StringBuilder java) throws IOException {
        java.append("    private " + name + "() {}\n}\n");
        Path file = sources.resolve("dev/sallyport/agent/gate/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, java.toString(), StandardCharsets.US_ASCII);
    }

    /** The same class with other names in its constant pool (JVMS 4.4). */
    private static byte[] moved(byte[] file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(in.readLong());
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                switch (tag) {
                    case 1 ->
                            out.writeUTF(
                                    in.readUTF()
                                            .replace(LIBRARY, MOVED.replace('.', '/') + LIBRARY));
                    case 5, 6 -> {
                        out.writeLong(in.readLong());
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> out.writeShort(in.readUnsignedShort());
                    case 15 -> {
                        out.writeByte(in.readUnsignedByte());
                        out.writeShort(in.readUnsignedShort());
                    }
                    default -> out.writeInt(in.readInt());
                }
            }
            in.transferTo(out);
        }
        return bytes.toByteArray();
    }

    /** One char for each byte. */
    private static String literal(Path compiled, String name) throws IOException {
        return literal(Files.readAllBytes(compiled.resolve(name + ".class")));
    }

    private static String literal(byte[] file) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : file) {
            text.append(String.format("\\%03o", b & 0xff));
        }
        return text.append('"').toString();
    }
}
