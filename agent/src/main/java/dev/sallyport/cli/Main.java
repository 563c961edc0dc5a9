package dev.sallyport.cli;

import dev.sallyport.agent.gate.Built;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The tool in the same jar as the agent: {@code java -jar sallyport.jar COMMAND}. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            Review.class,
            Dismiss.class,
            Baseline.class,
            Diff.class,
            Find.class,
            BundleCommand.class,
            Allow.class,
            AcceptUpdate.class,
            Quarantine.class,
            Check.class,
            Explain.class,
            Schema.class
        },
        synopsisSubcommandLabel = "COMMAND",
        description = "Guards the way out of MCP servers on the JVM.%n",
        footer = {
            "",
            "Guarding a server: add one flag to its launch,",
            "  java -javaagent:sallyport.jar[=OPTION=VALUE[,OPTION=VALUE]...] -jar server.jar",
            "or, where the launch takes no arguments, set JAVA_TOOL_OPTIONS to that flag.",
            "",
            "  option               variable                 meaning",
            "  policy=FILE          SALLYPORT_POLICY         the server's policy; without one"
                    + " the run learns",
            "  on-violation=WHAT    SALLYPORT_ON_VIOLATION   log, report or block, whatever the"
                    + " policy says",
            "  events=FOLDER        SALLYPORT_EVENTS         where events go",
            "  events-limit=MIB     SALLYPORT_EVENTS_LIMIT   what they may come to; default 64",
            "  server=NAME          SALLYPORT_SERVER         the server's name, whatever the"
                    + " policy says",
            "  host-tags=true       SALLYPORT_HOST_TAGS      listed hosts as a tag of metrics",
            "  jmx=true             SALLYPORT_JMX            an MBean also where nothing else"
                    + " starts JMX",
            "  actuator=true        SALLYPORT_ACTUATOR       in Spring Boot's health and info",
            "  log=WHERE            SALLYPORT_LOG            violations to stderr, or to the server's"
                    + " own log",
            "  on-failure=WHAT      SALLYPORT_ON_FAILURE     closed (exit code 78) or open (run"
                    + " unguarded)",
            "",
            "An option goes before its variable. A comma in a value is written twice (,,)",
            "where an option name and = would follow it.",
            "",
            "Places: events lie in ~/.sallyport/events/SERVER/, one file a process; a start",
            "that failed leaves ~/.sallyport/last-failure.json, and whoever approved a change",
            "is in ~/.sallyport/approvals.log. On Windows, %%LOCALAPPDATA%% takes the place of ~",
            "and Sallyport that of .sallyport.",
            "",
            "Exit codes: 0 fine, 1 violations, a denial, what was looked for, wider or declined,",
            "2 unusable input, or nobody there to approve."
        })
public final class Main implements Runnable {
    /** Columns of the help; the table of options needs them. */
    private static final int WIDTH = 100;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sallyport " + Built.VERSION};
        }
    }
}
