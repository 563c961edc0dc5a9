package dev.sallyport.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @Test
    void secretsAreNamedAndNeverTold() {
        Map<String, String> environment = new HashMap<>();
        for (String name :
                List.of(
                        "WEATHER_API_KEY",
                        "GITHUB_TOKEN",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_SESSION_TOKEN",
                        "GOOGLE_APPLICATION_CREDENTIALS",
                        "PGPASSWORD",
                        "DB_PASS",
                        "npm_config_authToken",
                        "SSH_AUTH_SOCK",
                        "OPENAI_APIKEY",
                        "SIGNING_KEYS",
                        "HOME",
                        "PATH",
                        "PWD",
                        "GIT_AUTHOR_NAME",
                        "KEYBOARD",
                        "COMPASS_DIR",
                        "TOKENIZER",
                        "XDG_SESSION_ID")) {
            environment.put(name, "s3cr3t");
        }
        environment.put("EMPTY_TOKEN", "");
        environment.put("BROKEN\n,_KEY", "s3cr3t");
        assertEquals(
                "AWS_SECRET_ACCESS_KEY,AWS_SESSION_TOKEN,DB_PASS,GITHUB_TOKEN,"
                        + "GOOGLE_APPLICATION_CREDENTIALS,OPENAI_APIKEY,PGPASSWORD,SIGNING_KEYS,"
                        + "SSH_AUTH_SOCK,WEATHER_API_KEY,npm_config_authToken",
                LaunchFacts.secretVariables(environment));
        assertNull(LaunchFacts.secretVariables(Map.of("HOME", "/home/me")));
    }

    @Test
    void manySecretsAreCutAndSaidToBe() {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            environment.put("A" + i + "_TOKEN", "x");
        }
        String list = LaunchFacts.secretVariables(environment);
        assertTrue(list.length() <= 2_001, list);
        assertTrue(list.endsWith(",\u2026"), list);
    }
}
