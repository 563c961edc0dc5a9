package dev.sallyport.harness.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.clients.Outcome;
import dev.sallyport.harness.demo.TestCa;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Given a site by TLS whose certificate is for three names, and a policy that lists two of them:
 * clients that lead requests for all of them over one connection, and TLS libraries that greet with
 * another name than the one that the connection was opened for.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsNamesTest {
    private static final String LISTED = "listed.example";
    private static final String ALSO = "also.example";
    private static final String STRANGER = "stranger.example";

    @Parameter Jdk jdk;

    private Site shared;
    private Site site;
    private GuardedRun run;
    private Map<String, Outcome> outcomes;

    @BeforeParameterizedClassInvocation
    void everyRequestIsSent(Jdk jdk, @TempDir Path folder) throws Exception {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64"), "the libraries here are x86-64's");
        TestCa ca = new TestCa(Files.createDirectory(folder.resolve("ca")));
        Path keys = folder.resolve("site.p12");
        Path trust = folder.resolve("trust.p12");
        ca.writeServer(keys, List.of(LISTED, ALSO, STRANGER));
        ca.writeTrust(trust);
        shared = Site.on("127.0.0.1", keys, TestCa.PASSWORD);
        site = Site.on("127.0.0.1", keys, TestCa.PASSWORD);
        run =
                GuardedJvm.on(jdk, folder)
                        .hosts(Map.of(LISTED, "127.0.0.1", ALSO, "127.0.0.1"))
                        .jvm(
                                "-Dio.netty.transport.noNative=true",
                                "-Djavax.net.ssl.trustStore=" + trust,
                                "-Djavax.net.ssl.trustStorePassword=" + TestCa.PASSWORD)
                        .policy(policy())
                        .classPathOfTests()
                        .run(
                                Asking.class,
                                List.of(
                                        coalesced(LISTED),
                                        coalesced(ALSO),
                                        coalesced(STRANGER),
                                        told(LISTED),
                                        told(STRANGER),
                                        own("conscrypt"),
                                        strangers("conscrypt"),
                                        own("tcnative"),
                                        strangers("tcnative")));
        outcomes = Outcome.read(run.stdout());
    }

    @AfterParameterizedClassInvocation
    void theSitesGoHome() {
        if (site != null) {
            shared.close();
            site.close();
        }
    }

    @Test
    void twoListedNamesOfOneCertificateShareAConnection() {
        assertWorked(coalesced(LISTED), LISTED + " by HTTP_2");
        assertWorked(coalesced(ALSO), ALSO + " by HTTP_2");
        assertEquals(1, shared.connections());
    }

    @Test
    void theCertificatesThirdNameIsNotEvenLookedUp() {
        assertRefused(coalesced(STRANGER), "look-up of " + STRANGER + " (lookup-not-listed, v");
        assertEquals(0, shared.requestsFor(STRANGER));
    }

    @Test
    void norIsItAskedForOnAnothersConnectionWhereTheClientLooksNothingUp() {
        assertWorked(told(LISTED), LISTED + " by HTTP_2");
        assertRefused(told(STRANGER), STRANGER + ":" + site.port() + " (authority-mismatch, v");
        assertEquals(0, site.requestsFor(STRANGER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conscrypt", "tcnative"})
    void aTlsLibrarysHandshakeIsHeard(String client) {
        assertWorked(own(client), LISTED + " by HTTP_1_1");
        assertRefused(strangers(client), STRANGER + ":" + site.port() + " (sni-mismatch, v");
        assertFalse(
                site.arrived().stream().anyMatch(line -> line.endsWith("/strangers/" + client)),
                () -> "arrived: " + site.arrived());
    }

    @Test
    void nothingElseIsOnRecord() {
        String stranger = STRANGER + ":" + site.port();
        assertEquals(
                Set.of(
                        "lookup-not-listed look-up of " + STRANGER,
                        "authority-mismatch " + stranger,
                        "sni-mismatch " + stranger),
                run.events().denied().keySet());
    }

    private void assertWorked(String request, String text) {
        Outcome outcome = outcome(request);
        assertTrue(outcome.worked(), () -> request + ": " + outcome.text());
        assertEquals(text, outcome.text());
    }

    private void assertRefused(String request, String what) {
        Outcome outcome = outcome(request);
        assertFalse(outcome.worked(), outcome::text);
        assertTrue(outcome.text().contains("Sallyport refused guarded -> " + what), outcome::text);
    }

    private Outcome outcome(String request) {
        Outcome outcome = outcomes.get(request);
        assertTrue(outcome != null, () -> request + " is not in " + run);
        return outcome;
    }

    /** As {@link Asking} reads it. */
    private String coalesced(String name) {
        return "okhttp-tls GET " + url(name, shared) + "/page";
    }

    private String told(String name) {
        return "okhttp-told GET " + url(name, site) + "/page";
    }

    private String own(String client) {
        return client + " GET " + url(LISTED, site) + "/own";
    }

    private String strangers(String client) {
        String authority = STRANGER + ":" + site.port();
        return client + " GET " + url(LISTED, site) + "/strangers/" + client + " " + authority;
    }

    private static String url(String host, Site site) {
        return "https://" + host + ":" + site.port();
    }

    private String policy() {
        return """
        {"version": 1, "server": "guarded", "onViolation": "block",
         "allow": [
          {"host": "%1$s", "ports": [%3$d, %4$d], "addresses": ["127.0.0.0/8"]},
          {"host": "%2$s", "ports": [%3$d, %4$d], "addresses": ["127.0.0.0/8"]}],
         "nativeLibraries": {"allow": [
          "libconscrypt_openjdk_jni-*.so", "libnetty_tcnative_*.so", "java.lang.foreign"]}}
        """
                .formatted(LISTED, ALSO, shared.port(), site.port());
    }
}
