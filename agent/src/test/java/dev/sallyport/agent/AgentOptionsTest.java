package dev.sallyport.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.AgentOptions.Option;
import dev.sallyport.policy.OnViolation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
    @Test
    void nothingGivenMeansLearn() throws StartupException {
        AgentOptions options = parse(null);
        assertNull(options.policy());
        assertNull(options.onViolation());
        assertNull(options.server());
        assertNull(options.events());
    }

    @Test
    void everyOptionIsRead() throws StartupException {
        AgentOptions options =
                parse("policy=/p.json,on-violation=report,events=/e,server=s,on-failure=open");
        assertEquals("/p.json", options.policy());
        assertEquals(OnViolation.REPORT, options.onViolation());
        assertEquals("/e", options.events());
        assertEquals("s", options.server());
    }

    @Test
    void whatOnlySomeWantIsOffUnlessAskedFor() throws StartupException {
        assertFalse(parse(null).jmx() || parse(null).actuator());
        assertFalse(parse("jmx=false").jmx() || parse("actuator=false").actuator());
        assertTrue(!parse(null).tagsHosts() && parse("host-tags=true").tagsHosts());
        assertTrue(parse("jmx=true").jmx() && parse("actuator=true").actuator());
    }

    @Test
    void theEventsLimitIsSixtyFourMebibytesUnlessSaid() throws StartupException {
        assertEquals(64L << 20, parse(null).eventsLimit());
        assertEquals(1L << 20, parse("events-limit=1").eventsLimit());
        assertEquals(1_000_000L << 20, parse("events-limit=1000000").eventsLimit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000001", "-1", "64M", "1.5", "99999999999999999999"})
    void anEventsLimitThatIsNoneIsRefused(String limit) {
        StartupException refused =
                assertThrows(StartupException.class, () -> parse("events-limit=" + limit));
        assertTrue(refused.getMessage().contains("1 to 1000000"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy=/a,b/p.json                 | /a,b/p.json",
                "policy=/a,,server=x/p.json         | /a,server=x/p.json",
                "policy=/a b/p.json,server=x        | /a b/p.json",
                "policy=/a=b/p.json                 | /a=b/p.json",
                "server=x,policy=/a,,b              | /a,b",
                "policy=/a,                         | /a",
                "policy=/a,B=c                      | /a,B=c",
            })
    void commasOfAPathStayInIt(String arguments, String path) throws StartupException {
        assertEquals(path, parse(arguments).policy());
    }

    @Test
    void anArgumentGoesBeforeItsVariableAndSaysSo() throws StartupException {
        Map<String, String> variables =
                Map.of("SALLYPORT_POLICY", "/env.json", "SALLYPORT_ON_VIOLATION", "log");
        AgentOptions options = AgentOptions.parse("policy=/arg.json", variables::get);
        assertEquals("/arg.json", options.policy());
        assertEquals("argument", options.source(Option.POLICY));
        assertEquals(OnViolation.LOG, options.onViolation());
        assertEquals("environment", options.source(Option.ON_VIOLATION));
        assertNull(options.source(Option.SERVER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "polcy=/p                     | \"polcy\" is no option",
                "policy                       | policy has no value",
                "policy=                      | policy has no value",
                "policy=/a,policy=/b          | policy is given twice",
                "policy=/a,on-violation=blok  | on-violation=blok is none of log, report, block",
                "on-failure=maybe             | on-failure=maybe is none of closed, open",
                "jmx=yes                      | jmx=yes is none of true, false",
                "host-tags=no                 | host-tags=no is none of true, false",
                "actuator=on                  | actuator=on is none of true, false",
                "log=stdout                   | log=stdout is none of stderr, server",
                "on-violation=block           | on-violation=block without a policy",
            })
    void whatIsWrongIsNamed(String arguments, String message) {
        StartupException refused = assertThrows(StartupException.class, () -> parse(arguments));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void aVariableThatIsEmptyDoesNotMeanLearn() {
        StartupException refused =
                assertThrows(
                        StartupException.class,
                        () -> AgentOptions.parse(null, Map.of("SALLYPORT_POLICY", "")::get));
        assertTrue(refused.getMessage().contains("SALLYPORT_POLICY is empty"));
    }

    @Test
    void theChoiceToGoOnUnguardedIsHeardThoughTheRestIsWrong() {
        assertTrue(AgentOptions.opensOnFailure("polcy=x,on-failure=open", variable -> null));
        assertTrue(AgentOptions.opensOnFailure(null, variable -> "open"));
        assertFalse(AgentOptions.opensOnFailure("on-failure=closed", variable -> "open"));
        assertFalse(AgentOptions.opensOnFailure("server=on-failure=open", variable -> null));
    }

    private static AgentOptions parse(String arguments) throws StartupException {
        return AgentOptions.parse(arguments, variable -> null);
    }
}
