package dev.sallyport.agent;

import dev.sallyport.agent.record.Stderr;

/**
 * The JVM itself logs to stdout when a class-data or AOT archive that was named on the command line
 * meets an agent (seen on 17 and 25), which breaks a stdio server. Only the launch can mend that.
 */
final class ArchiveWarning {
    private static final String MEND = "-Xlog:disable -Xlog:all=warning:stderr";

    private ArchiveWarning() {}

    static void check(String[] launchArguments) {
        String archive = null;
        boolean quiet = false;
        for (String argument : launchArguments) {
            if (argument.startsWith("-XX:SharedArchiveFile=")
                    || argument.startsWith("-XX:AOTCache=")
                    || argument.startsWith("-XX:AOTCacheOutput=")
                    || argument.startsWith("-XX:AOTMode=")) {
                archive = argument;
            } else if (argument.equals("-Xlog:disable")) {
                quiet = true;
            }
        }
        if (archive != null && !quiet) {
            Stderr.line(
                    "Sallyport: with "
                            + archive
                            + " the JVM may write a warning to stdout; add "
                            + MEND);
        }
    }
}
