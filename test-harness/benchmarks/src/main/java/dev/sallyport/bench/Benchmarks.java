package dev.sallyport.bench;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Everything on every JDK found, or what JMH's own options choose; {@link ConnectCost}, {@link
 * RefusalCost}, {@link RequestThroughput} and {@link ServerThroughput} go by their names and by the
 * number of forks.
 */
public final class Benchmarks {
    private static final int PAIRS = 9;

    private Benchmarks() {}

    /** Arguments: sallyport.jar, folders for what is written and of servers, JMH's options. */
    public static void main(String[] arguments) throws Exception {
        Path sallyport = Path.of(arguments[0]).toRealPath();
        Path folder = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        Path servers = Path.of(arguments[2]).toRealPath();
        CommandLineOptions options =
                new CommandLineOptions(Arrays.copyOfRange(arguments, 3, arguments.length));
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        for (Jdk jdk : Jdks.all()) {
            if (choosesBenchmark(options)) {
                new Runner(on(jdk, options).build()).run();
            }
            if (chooses(CallBenchmark.class, options)) {
                System.out.println(jdk + ", the same calls under the agent:");
                String agent = "-javaagent:" + sallyport + "=server=bench,events=" + folder;
                new Runner(
                                on(jdk, options)
                                        .include(CallBenchmark.class.getName())
                                        .jvmArgsAppend(agent)
                                        .build())
                        .run();
            }
            if (chooses(ConnectCost.class, options)) {
                ConnectCost.measure(jdk, options.getForkCount().orElse(PAIRS), sallyport, folder);
            }
            if (chooses(RefusalCost.class, options)) {
                RefusalCost.measure(jdk, options.getForkCount().orElse(PAIRS), sallyport, folder);
            }
            if (chooses(RequestThroughput.class, options)) {
                RequestThroughput.measure(
                        jdk, options.getForkCount().orElse(PAIRS), sallyport, folder);
            }
            if (chooses(ServerThroughput.class, options)) {
                ServerThroughput.measure(
                        jdk, options.getForkCount().orElse(PAIRS), sallyport, servers, folder);
            }
        }
    }

    private static ChainedOptionsBuilder on(Jdk jdk, CommandLineOptions options) {
        return new OptionsBuilder()
                .parent(options)
                .jvm(jdk.java().toString())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class);
    }

    private static boolean choosesBenchmark(CommandLineOptions options) {
        return !BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        options.getIncludes(),
                        options.getExcludes())
                .isEmpty();
    }

    private static boolean chooses(Class<?> benchmark, CommandLineOptions options) {
        return options.getIncludes().isEmpty()
                || options.getIncludes().stream()
                        .anyMatch(p -> Pattern.compile(p).matcher(benchmark.getName()).find());
    }
}
