package dev.sallyport.agent;

import java.io.File;

/**
 * What the launch itself gives a server that bears on how well it can be held: it goes into the
 * start event, so that "no violations" can be weighed.
 */
final class LaunchFacts {
    private static final String[] AGENTS = {"-javaagent:", "-agentpath:", "-agentlib:"};
    private static final String[] OPENINGS = {
        "--add-opens=", "--add-exports=", "--patch-module=", "--enable-native-access="
    };

    private LaunchFacts() {}

    /**
     * Agents that the command line names beside Sallyport, by their files' names, in their order.
     *
     * @param own the name of Sallyport's own jar
     * @return {@code null} where there is none
     */
    static String otherAgents(String[] launch, String own) {
        StringBuilder agents = new StringBuilder();
        for (String argument : launch) {
            String agent = after(argument, AGENTS);
            if (agent != null) {
                int options = agent.indexOf('=');
                String name = new File(options < 0 ? agent : agent.substring(0, options)).getName();
                if (!name.equals(own)) {
                    add(agents, name);
                }
            }
        }
        return agents.length() == 0 ? null : agents.toString();
    }

    /**
     * Packages that the command line opens, exports or patches, and who may call native code.
     *
     * @return {@code null} where there is none
     */
    static String openedPackages(String[] launch) {
        StringBuilder openings = new StringBuilder();
        for (String argument : launch) {
            if (after(argument, OPENINGS) != null) {
                add(openings, argument);
            }
        }
        return openings.length() == 0 ? null : openings.toString();
    }

    private static void add(StringBuilder list, String entry) {
        list.append(list.length() == 0 ? "" : " ").append(entry);
    }

    private static String after(String argument, String[] flags) {
        for (String flag : flags) {
            if (argument.startsWith(flag)) {
                return argument.substring(flag.length());
            }
        }
        return null;
    }
}
