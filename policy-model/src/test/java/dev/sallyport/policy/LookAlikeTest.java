package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikeTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    /** Listed host, and what was made to be taken for it. */
    @ParameterizedTest
    @CsvSource({
        // a slip of the fingers in the registered name
        "api.weather.gov, api.weathre.gov",
        "api.weather.gov, api.weathr.gov",
        "api.weather.gov, api.weatherr.gov",
        "api.weather.gov, api.wather.gov",
        "api.weather.gov, api.weatger.gov",
        "github.com, githib.com",
        "github.com, www.githbu.com",
        "www.github.com, gihtub.com",
        "api.stripe.com, api.stirpe.com",
        "slack.com, slakc.com",
        "api.cloudflare.com, api.cloudfare.com",
        "api.cloudflare.com, login.cloudlfare.com",
        "storage.googleapis.com, storage.googleapls.com",
        "api.openweathermap.org, api.openwaethermpa.org",
        "api.openweathermap.org, api.openweatermaps.org",
        "repo.maven-central.example, repo.maven-centra1.example",
        "huggingface.co, hugingface.co",
        "api.anthropic.com, api.antrhopic.com",
        "www.bbc-news.co.uk, www.bbc-nevvs.co.uk",
        // a slip and another top-level domain
        "api.weather.gov, api.weathre.com",
        // another top-level domain
        "api.weather.gov, api.weather.com",
        "api.weather.gov, api.weather.co",
        "github.com, www.github.net",
        "registry.npmjs.org, registry.npmjs.com",
        "api.example.com, api.example.net",
        "pypi.internal-tools.com, pypi.internal-tools.dev",
        // drawn alike, in ASCII
        "api.microsoft.com, api.rnicrosoft.com",
        "api.microsoft.com, login.micr0soft.com",
        "www.paypal.com, www.paypa1.com",
        "www.paypal.com, www.paypai.com",
        "google.com, goog1e.com",
        "google.com, g00gle.com",
        "api.twitter.com, api.tvvitter.com",
        "api.slack.com, files.s1ack.com",
        "api.dropbox.com, api.clropbox.com",
        "aws.example.com, aws.examp1e.com",
        "api.visa.com, api.v1sa.com",
        // drawn alike, in other scripts
        "api.apple.com, api.xn--pple-43d.com",
        "www.paypal.com, www.xn--pypal-4ve.com",
        "api.weather.gov, api.xn--weathr-7of.gov",
        "github.com, xn--gthub-n4a.com",
        "api.weather.gov, api.xn--wather-bva.gov",
        "google.com, xn--ggle-55da.com",
        "apple.com, xn--80ak6aa92e.com",
        // hyphens and dots
        "api.weather.gov, api-weather.gov",
        "api.weather.gov, apiweather.gov",
        "api.open-meteo.com, api.openmeteo.com",
        "api.openmeteo.com, api.open-meteo.com",
        "weatherapi.github.io, weather-api.github.io",
        "weather-service.azurewebsites.net, weather-servlce.azurewebsites.net",
        // the listed name, and then a stranger
        "api.weather.gov, api.weather.gov.evil.example",
        "api.weather.gov, api.weather.gov-cdn.example",
        "api.weather.gov, weather.gov.evil.example",
        "api.weather.gov, login.api.weather.gov.evil.example",
        "api.weather.gov, api-weather-gov.evil.example",
        "api.weather.gov, x-api.weather.gov.evil.example",
        "*.cdn.example.com, a.cdn.example.com.evil.net",
        "*.cdn.example.com, img.cdn.examp1e.com",
        "**.example.com, example.com.evil.net",
        "api.weather.gov, api.weather.gov.com",
    })
    void aNameThatIsMadeToBeTakenForAListedOneIsCalledOut(String listed, String denied) {
        assertEquals(listed, lookAlike(denied, listed), denied);
    }

    /** Listed host, and an honest other one. */
    @ParameterizedTest
    @CsvSource({
        // one owner
        "api.example.com, app.example.com",
        "api.example.com, apis.example.com",
        "api.example.com, example.com",
        "api.example.com, www.example.com",
        "api.example.com, api2.example.com",
        "api1.example.com, api2.example.com",
        "us-east-1.db.example.com, us-east-2.db.example.com",
        "db-master.corp.example, db-mister.corp.example",
        "*.cdn.example.com, cdn.example.com",
        "*.cdn.example.com, a.b.cdn.example.com",
        "auth.example.co.uk, oauth.example.co.uk",
        "web.whatsapp.com, w2b.whatsapp.com",
        // the same name, denied for its port, tool or address
        "api.weather.gov, api.weather.gov",
        "**.example.com, a.b.example.com",
        // numbered machines and domains
        "cache-01.net, cache-02.net",
        "img.cdn1-example.com, img.cdn2-example.com",
        "server10.example, server12.example",
        // short names
        "t.co, x.co",
        "ibm.com, ibn.org",
        "bing.com, ping.com",
        "npm.io, nvm.io",
        "cnn.com, cdn.com",
        // other words
        "github.com, gitlab.com",
        "api.github.com, api.gitlab.com",
        "mysql.example, mssql.example",
        "sentry.io, gentry.io",
        "www.notion.so, www.motion.so",
        "docker.com, locker.com",
        "postgresql.org, mysql.org",
        "elasticsearch.org, opensearch.org",
        "api.weather.gov, weatherapi.com",
        "amazon.com, amazonaws.com",
        "google.com, googleapis.com",
        "storage.googleapis.com, fonts.gstatic.com",
        "api.openai.com, api.anthropic.com",
        "accuweather.com, openweather.com",
        "geocode.example, collect.metrics-cdn.example",
        "api.stripe.com, files.strive.com",
        // the same word elsewhere, for something else
        "api.weather.gov, blog.weather.com",
        "www.github.com, docs.github.io",
        "api.visa.com, api.visa.de",
        // what resolvers append by themselves
        "api.weather.gov, api.weather.gov.svc.cluster.local",
        "api.weather.gov, api.weather.gov.corp",
        "api.weather.gov, api.weather.gov.eu-west-1.compute.internal",
        // other scripts, and no likeness
        "api.weather.gov, xn--mnchen-3ya.example",
        "muenchen.example, xn--e1afmkfd.example",
        // not names of that sort
        "localhost, localhost.evil.example",
        "db, db2.example",
    })
    void anHonestNameIsNoLookAlike(String listed, String denied) {
        assertNull(lookAlike(denied, listed), denied);
    }

    @Test
    void addressesAndAnEmptyPolicyHaveNoLookAlikes() throws PolicyException {
        assertNull(policy(List.of()).lookAlikeOf("api.weather.gov"));
        assertNull(Policy.learning("x").lookAlikeOf("api.weather.gov"));
        assertNull(lookAlike("single", "single.example"));
    }

    @Test
    void ofSeveralTheFirstInTheFileIsNamed() throws PolicyException {
        assertEquals(
                "www.weather.gov",
                policy(List.of("unrelated.example", "www.weather.gov", "api.weather.gov"))
                        .lookAlikeOf("weather.gov.evil.example"));
    }

    /** Whatever slip it is, of whatever word. */
    @Test
    void everySlipInALongNameIsSeenAndNoOtherWordIs() throws PolicyException {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            String core = word(random, 8 + random.nextInt(6));
            Policy policy = policy(List.of("api." + core + ".com"));
            String slip = "api." + slip(core, random) + ".com";
            if (!slip.equals("api." + core + ".com")) {
                assertNotNull(policy.lookAlikeOf(slip), slip + " of " + core + ", seed " + SEED);
            }
            String other = "api." + word(random, 8 + random.nextInt(6)) + ".com";
            assertNull(policy.lookAlikeOf(other), other + " of " + core + ", seed " + SEED);
        }
    }

    /** Nobody's names, as they come from a network, must end in anything but an answer. */
    @Test
    void everyNameHasAnAnswer() throws PolicyException {
        Random random = new Random(SEED);
        Policy policy =
                policy(List.of("api.weather.gov", "*.example.com", "xn--mnchen-3ya.example"));
        String alphabet = "ab-.x0_n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder(i % 3 == 0 ? "xn--" : "");
            for (int k = random.nextInt(40); k >= 0; k--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String canonical = HostName.canonicalOrNull(name.toString());
            if (canonical != null) {
                policy.lookAlikeOf(canonical);
            }
        }
        policy.lookAlikeOf("a.".repeat(126) + "a");
    }

    @Test
    void tenThousandRulesAreAskedInMilliseconds() throws PolicyException {
        Random random = new Random(SEED);
        List<String> listed = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            listed.add("api." + word(random, 6 + random.nextInt(10)) + ".com");
        }
        Policy policy = policy(listed);
        double least = Double.MAX_VALUE;
        // The best of some rounds: what other programs on the machine do is not held against it.
        for (int round = 0; round < 10; round++) {
            int names = 50;
            long start = System.nanoTime();
            for (int i = 0; i < names; i++) {
                policy.lookAlikeOf("x." + word(random, 12) + ".com");
            }
            least = Math.min(least, (System.nanoTime() - start) / 1e6 / names);
        }
        System.out.printf("look-alikes: %.3f ms a name with 10,000 rules%n", least);
        assertTrue(least < 5, least + " ms");
    }

    private static String slip(String word, Random random) {
        int at = 1 + random.nextInt(word.length() - 2);
        char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        return switch (random.nextInt(4)) {
            case 0 -> word.substring(0, at) + letter + word.substring(at);
            case 1 -> word.substring(0, at) + word.substring(at + 1);
            case 2 -> word.substring(0, at) + letter + word.substring(at + 1);
            default ->
                    word.substring(0, at)
                            + word.charAt(at + 1)
                            + word.charAt(at)
                            + word.substring(at + 2);
        };
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private static String lookAlike(String denied, String listed) {
        try {
            return policy(List.of(listed)).lookAlikeOf(HostName.canonical(denied));
        } catch (PolicyException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Policy policy(List<String> hosts) throws PolicyException {
        String rules =
                hosts.stream()
                        .map(host -> "{\"host\": \"" + host + "\", \"ports\": [443]}")
                        .collect(Collectors.joining(","));
        String text = "{\"version\": 1, \"server\": \"s\", \"allow\": [" + rules + "]}";
        return PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
    }
}
