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
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Everything on every JDK found, or what JMH's own options choose; {@link ConnectCost} takes its
 * name and the number of forks from them.
 */
public final class Benchmarks {
    private static final int PAIRS = 9;

    private Benchmarks() {}

    /** Arguments: sallyport.jar, a folder for what is written, and JMH's options. */
    public static void main(String[] arguments) throws Exception {
        Path sallyport = Path.of(arguments[0]).toRealPath();
        Path folder = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        CommandLineOptions options =
                new CommandLineOptions(Arrays.copyOfRange(arguments, 2, arguments.length));
        if (options.shouldHelp()) {
            options.showHelp();
            return;
        }
        for (Jdk jdk : Jdks.all()) {
            if (choosesBenchmark(options)) {
                new Runner(
                                new OptionsBuilder()
                                        .parent(options)
                                        .jvm(jdk.java().toString())
                                        .addProfiler(GCProfiler.class)
                                        .addProfiler(CpuProfiler.class)
                                        .build())
                        .run();
            }
            if (choosesConnectCost(options)) {
                ConnectCost.measure(jdk, options.getForkCount().orElse(PAIRS), sallyport, folder);
            }
        }
    }

    private static boolean choosesBenchmark(CommandLineOptions options) {
        return !BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        options.getIncludes(),
                        options.getExcludes())
                .isEmpty();
    }

    private static boolean choosesConnectCost(CommandLineOptions options) {
        String name = ConnectCost.class.getName();
        return options.getIncludes().isEmpty()
                || options.getIncludes().stream()
                        .anyMatch(p -> Pattern.compile(p).matcher(name).find());
    }
}
