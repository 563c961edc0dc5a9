package dev.sallyport.cli.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.HttpRequest;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allowing one violation opens that and nothing else. */
class PermitTest {
    private static final String ID = "v3a91c2";

    private final Learned past = new Learned().run();

    private static Outcome denied(String reason) {
        return new Outcome(false, reason, null, OnViolation.BLOCK, false, ID);
    }

    private String allowed(Set<Integer> ports) throws Permit.RefusedException {
        PolicyText policy = PolicyText.begin("p.json", "weather");
        PolicyText edited =
                Permit.allow(
                        policy,
                        past.history(),
                        Permit.find(past.history(), ID),
                        ports,
                        "asked for",
                        20_000);
        return edited.text().lines().skip(5).map(String::strip).toList().toString();
    }

    @Test
    void aConnectionGetsHostPortAndTool() throws Exception {
        Target host = Learned.host("new.example", "203.0.113.4", 8443, "tcp");
        past.event(Activity.CONNECT, host, denied("not-listed"));
        assertEquals(
                "[{\"host\": \"new.example\", \"ports\": [8443], \"tools\": [\"get_forecast\"],"
                        + " \"why\": \"asked for\"}, ], }]",
                allowed(Set.of()));
    }

    @Test
    void whatAProxyWasAskedForIsListedByItsName() throws Exception {
        Target target = Target.host("new.example", "proxy-target", null, 443, "tcp");
        past.during(Certainty.NONE).event(Activity.CONNECT, target, denied("not-listed"));
        assertEquals(
                "[{\"host\": \"new.example\", \"ports\": [443], \"why\": \"asked for\"}, ], }]",
                allowed(Set.of()));
    }

    @Test
    void whatWasSpokenOnAConnectionIsJudgedAgainAsThat() throws Exception {
        Target sni =
                Learned.host("api.example", "203.0.113.4", 443, "tcp")
                        .withCompared("sni evil.example; opened for api.example");
        Target request =
                Learned.host("api.example", "203.0.113.4", 443, "tcp")
                        .withRequest(new HttpRequest("PUT", "/in/x"));
        past.event(Activity.CONNECT, sni, denied("sni-mismatch"));
        past.event(Activity.REQUEST, request, denied("request-not-allowed"));
        String host = "{\"host\": \"api.example\", \"ports\": [443]";
        assertEquals(List.of("sni-mismatch", "rule:allow[0]"), judgedAgain("[" + host + "}]"));
        assertEquals(
                List.of("sni-mismatch", "request-not-allowed"),
                judgedAgain("[" + host + ", \"methods\": [\"GET\"]}]"));
        String range = "{\"cidr\": \"203.0.113.4\", \"ports\": [443]}";
        assertEquals(List.of("rule:allow[0]", "rule:allow[0]"), judgedAgain("[" + range + "]"));
    }

    private List<String> judgedAgain(String allow) throws Exception {
        String text = "{\"version\": 1, \"server\": \"s\", \"allow\": " + allow + "}";
        Policy policy = PolicyText.of("p.json", text).policy();
        List<String> reasons = new ArrayList<>();
        for (Kind kind : Permit.find(past.history(), ID)) {
            Replay.verdicts(policy, kind, 20_000).forEach(v -> reasons.add(v.reason()));
        }
        return reasons;
    }

    @Test
    void aPrivateAddressIsNamed() throws Exception {
        Target host = Learned.host("db.example", "10.0.0.4", 5432, "tcp");
        past.during(Certainty.NONE).event(Activity.CONNECT, host, denied("special-address"));
        assertTrue(allowed(Set.of()).contains("\"addresses\": [\"10.0.0.4\"]"));
    }

    @Test
    void aLookUpTakesThePortsOfConnectionsThatWereSeenOrAsks() throws Exception {
        past.event(Activity.LOOKUP, Target.name("new.example"), denied("lookup-not-listed"));
        Permit.RefusedException asks =
                assertThrows(Permit.RefusedException.class, () -> allowed(Set.of()));
        assertTrue(asks.getMessage().contains("--ports 443"), asks.getMessage());
        assertTrue(allowed(Set.of(8443)).contains("\"ports\": [8443]"));

        past.run().connect("new.example", "203.0.113.4", 993);
        assertTrue(allowed(Set.of()).contains("\"ports\": [993]"));
    }

    @Test
    void programsAndLibrariesAreListedUnderTheirReason() throws Exception {
        past.event(
                Activity.PROCESS,
                Target.program("/usr/bin/git", "log"),
                denied("process-not-listed"));
        assertTrue(allowed(Set.of()).contains("// asked for, \"/usr/bin/git\""));
    }

    @ParameterizedTest
    @CsvSource({
        "TAMPERING, tampering, Tampering",
        "CONNECT, forged-name, only claimed",
        "CONNECT, denied-by-rule, always wins",
        "CONNECT, quarantined, quarantine",
        "CONNECT, sni-mismatch, opened for another",
        "CONNECT, authority-mismatch, opened for another",
        "CONNECT, request-not-allowed, by hand",
        "MAIN_JAR, artifact-changed, accept-update"
    })
    void whatNoRuleMayAllowIsRefusedWithTheReason(Activity activity, String reason, String words) {
        Target target =
                activity == Activity.CONNECT
                        ? Learned.host("a.example", "203.0.113.1", 443, "tcp")
                        : Target.path("/x");
        past.event(activity, target, denied(reason));
        Permit.RefusedException refused =
                assertThrows(Permit.RefusedException.class, () -> allowed(Set.of()));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void aRuleThatWouldNotBeEnoughIsNotWritten() throws Exception {
        past.event(
                Activity.CONNECT,
                Learned.host("a.example", "203.0.113.1", 443, "tcp"),
                denied("not-listed"));
        PolicyText denies =
                PolicyText.of(
                        "p.json",
                        "{\"version\": 1, \"server\": \"weather\","
                                + " \"deny\": [{\"host\": \"a.example\"}]}");
        Permit.RefusedException refused =
                assertThrows(
                        Permit.RefusedException.class,
                        () ->
                                Permit.allow(
                                        denies,
                                        past.history(),
                                        Permit.find(past.history(), ID),
                                        List.of(),
                                        null,
                                        20_000));
        assertTrue(refused.getMessage().contains("rule:deny[0]"), refused.getMessage());
    }
}
