package dev.sallyport.harness.demo;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the weather server is started.
 *
 * @param jdk whose {@code java} runs it
 * @param server {@code weather-server.jar}; its manifest names the libraries beside it
 * @param agent {@code sallyport.jar=options}, or {@code null}: unguarded
 */
record Launch(Jdk jdk, Path server, String agent) {
    /** What the trojan is after. */
    static final String KEY = "wx-live-4f9c2a7100d3";

    List<String> command(Stage stage) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        if (agent != null) {
            command.add("-javaagent:" + agent);
        }
        command.addAll(stage.jvmOptions());
        command.add("-jar");
        command.add(server.toString());
        return command;
    }

    /**
     * Makes an environment that of the server: how file names are encoded, and what it is
     * configured by. An MCP client adds little more (the SDK's: HOME, PATH, USER and the like).
     */
    void prepare(Map<String, String> environment, Stage stage) {
        environment.keySet().retainAll(List.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot"));
        environment.put("WEATHER_API_URL", stage.weather().url());
        environment.put("WEATHER_API_KEY", KEY);
    }
}
