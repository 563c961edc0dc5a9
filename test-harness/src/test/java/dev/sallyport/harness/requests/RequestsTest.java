package dev.sallyport.harness.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.clients.Outcome;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Given a server that knows many names, and a policy that lists three of them, each client asks for
 * what is listed and for what is not, on connections that it keeps. The clients of one class path
 * share one JVM, and the tests read what came of it.
 */
@ParameterizedClass
@MethodSource("launches")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {
    private static final String LISTED = "listed.example";
    private static final String ALSO = "also.example";
    private static final String NARROW = "narrow.example";
    private static final String STRANGER = "stranger.example";
    private static final Map<String, String> HOSTS =
            Map.of(LISTED, "127.0.0.1", ALSO, "127.0.0.1", NARROW, "127.0.0.1");

    /** By HTTP/2, whatever their Host header is, they send the page's authority as well. */
    private static final List<String> SAYS_BOTH = List.of("jdk-2", "jetty-2", "old-jetty-2");

    /** Whatever is asked for, it sends {@code POST}, and follows nobody. */
    private static final String GRPC = "grpc-shaded";

    private static final List<String> REDIRECTED =
            List.of(
                    "jdk-1",
                    "url-connection",
                    "okhttp-1",
                    "apache-4",
                    "apache-4-async",
                    "apache-5",
                    "jetty-1",
                    "old-jetty-1",
                    "reactor-1");

    @Parameter(0)
    Jdk jdk;

    @Parameter(1)
    Libraries libraries;

    private Site site;
    private GuardedRun run;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    static List<Arguments> launches() {
        return Jdks.all().stream()
                .flatMap(jdk -> Stream.of(Libraries.values()).map(each -> arguments(jdk, each)))
                .toList();
    }

    @BeforeParameterizedClassInvocation
    void everyRequestIsSent(Jdk jdk, Libraries libraries, @TempDir Path folder) throws Exception {
        site = Site.on("127.0.0.1");
        List<String> requests = new ArrayList<>();
        for (String client : libraries.clients()) {
            requests.add(own(client, "first"));
            requests.add(own(client, "second"));
            requests.add(other(client));
            requests.add(borrowed(client));
            requests.add(own(client, "after"));
            requests.add(alias(client));
        }
        for (String client : choosing(libraries)) {
            requests.add(narrow(client, "GET", "/points/1"));
            requests.add(narrow(client, "GET", "/other"));
            requests.add(narrow(client, "POST", "/points/2"));
            requests.add(narrow(client, "GET", "/points/3"));
        }
        for (String client : redirected(libraries)) {
            requests.add(redirected(client, ALSO));
            requests.add(redirected(client, STRANGER));
        }
        GuardedJvm jvm =
                GuardedJvm.on(jdk, folder)
                        .hosts(HOSTS)
                        .jvm(
                                "-Dio.netty.transport.noNative=true",
                                "-Dio.grpc.netty.shaded.io.netty.transport.noNative=true",
                                "-Dvertx.disableDnsResolver=true",
                                "-Djdk.httpclient.allowRestrictedHeaders=host",
                                "-Dsun.net.http.allowRestrictedHeaders=true")
                        .policy(policy());
        run = libraries.on(jvm).run(Asking.class, requests);
        outcomes.putAll(Outcome.read(run.stdout()));
    }

    @AfterParameterizedClassInvocation
    void theSiteGoesHome() {
        site.close();
        outcomes.clear();
    }

    List<String> clients() {
        return libraries.clients();
    }

    List<String> choosing() {
        return choosing(libraries);
    }

    private static List<String> choosing(Libraries libraries) {
        return libraries.clients().stream().filter(client -> !client.equals(GRPC)).toList();
    }

    List<String> redirected() {
        return redirected(libraries);
    }

    private static List<String> redirected(Libraries libraries) {
        return libraries.clients().stream().filter(REDIRECTED::contains).toList();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void requestsForTheNameThatTheConnectionWasOpenedForWork(String client) {
        for (String page : List.of("first", "second", "after")) {
            assertWorked(own(client, page), LISTED);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aRequestForAStrangerIsRefusedAndNeverArrives(String client) {
        Outcome outcome = outcome(borrowed(client));
        assertRefused(
                outcome, "guarded -> " + STRANGER + ":" + site.port() + " (authority-mismatch, v");
        assertFalse(
                site.arrived().stream().anyMatch(line -> line.endsWith("/borrowed/" + client)),
                () -> "arrived: " + site.arrived());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aNameThatIsListedAtTheSameAddressMayBeAskedForOnAnothersConnection(String client) {
        assertWorked(other(client), ALSO);
        if (SAYS_BOTH.contains(client)) {
            // The server refuses a Host that differs from the :authority; Sallyport did not.
            assertFalse(outcome(alias(client)).text().contains("Sallyport"));
        } else {
            assertWorked(alias(client), ALSO);
        }
    }

    @ParameterizedTest
    @MethodSource("choosing")
    void aRuleThatNamesMethodsAndPathsLetsNoOtherRequestOut(String client) {
        assertWorked(narrow(client, "GET", "/points/1"), NARROW);
        String what = "guarded -> " + NARROW + ":" + site.port() + " (request-not-allowed, v";
        assertRefused(outcome(narrow(client, "GET", "/other")), what);
        assertRefused(outcome(narrow(client, "POST", "/points/2")), what);
        assertWorked(narrow(client, "GET", "/points/3"), NARROW);
    }

    @ParameterizedTest
    @MethodSource("redirected")
    void aRedirectIsFollowedWhereItLeadsToWhatIsListed(String client) {
        assertWorked(redirected(client, ALSO), ALSO);
        assertRefused(
                outcome(redirected(client, STRANGER)),
                "guarded -> look-up of " + STRANGER + " (lookup-not-listed, v");
    }

    @Test
    void nothingElseIsOnRecord() {
        String port = ":" + site.port();
        assertEquals(
                Set.of(
                        "authority-mismatch " + STRANGER + port,
                        "request-not-allowed " + NARROW + port,
                        "lookup-not-listed look-up of " + STRANGER),
                run.events().denied().keySet());
    }

    private void assertWorked(String request, String name) {
        Outcome outcome = outcome(request);
        assertTrue(outcome.worked(), () -> request + ": " + outcome.text());
        assertTrue(outcome.text().startsWith(name + " by "), outcome::text);
    }

    private static void assertRefused(Outcome outcome, String what) {
        assertFalse(outcome.worked(), outcome::text);
        assertTrue(outcome.text().contains("Sallyport refused " + what), outcome::text);
    }

    private Outcome outcome(String request) {
        Outcome outcome = outcomes.get(request);
        assertTrue(outcome != null, () -> request + " is not in " + run);
        return outcome;
    }

    /** As {@link Asking} reads it. */
    private String own(String client, String page) {
        return client + " GET " + url(LISTED, "/" + page);
    }

    private String other(String client) {
        return client + " GET " + url(ALSO, "/other");
    }

    private String borrowed(String client) {
        String authority = STRANGER + ":" + site.port();
        return client + " GET " + url(LISTED, "/borrowed/" + client) + " " + authority;
    }

    private String alias(String client) {
        return client + " GET " + url(LISTED, "/alias") + " " + ALSO + ":" + site.port();
    }

    private String narrow(String client, String method, String path) {
        return client + " " + method + " " + url(NARROW, path);
    }

    private String redirected(String client, String name) {
        return client + " GET " + url(LISTED, "/moved?to=" + url(name, "/here"));
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + site.port() + path;
    }

    /** Netty frees memory by foreign functions where the JVM has them without a warning. */
    private String policy() {
        return """
        {"version": 1, "server": "guarded", "onViolation": "block",
         "allow": [
          {"host": "%1$s", "ports": [%4$d], "addresses": ["127.0.0.0/8"]},
          {"host": "%2$s", "ports": [%4$d], "addresses": ["127.0.0.0/8"]},
          {"host": "%3$s", "ports": [%4$d], "addresses": ["127.0.0.0/8"],
           "methods": ["GET"], "paths": ["/points/**"]}],
         "nativeLibraries": {"allow": ["java.lang.foreign"]}}
        """
                .formatted(LISTED, ALSO, NARROW, site.port());
    }
}
