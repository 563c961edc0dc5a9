package dev.sallyport.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class LaunchFactsTest {
    @Test
    void otherAgentsAreNamedWithoutTheirFoldersAndOptions() {
        String[] launch = {
            "-Xmx64m",
            "-javaagent:/opt/opentelemetry-javaagent.jar",
            "-javaagent:/opt/sallyport.jar=policy=a.json",
            "-agentlib:jdwp=transport=dt_socket,address=5005"
        };
        assertEquals(
                "opentelemetry-javaagent.jar jdwp",
                LaunchFacts.otherAgents(launch, "sallyport.jar"));
    }

    @Test
    void whatOpensTheJdkIsNamedAsItStands() {
        String[] launch = {"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Da=--add-opens=x"};
        assertEquals(
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", LaunchFacts.openedPackages(launch));
    }

    @Test
    void anOrdinaryLaunchHasNeither() {
        String[] launch = {"-Xmx64m", "-javaagent:sallyport.jar"};
        assertNull(LaunchFacts.otherAgents(launch, "sallyport.jar"));
        assertNull(LaunchFacts.openedPackages(launch));
    }
}
