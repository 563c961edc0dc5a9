package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema says what the reader says, as far as a schema can. */
class PolicySchemaTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final String SCHEMA = read("/dev/sallyport/policy/policy.schema.json");
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.ALLOW_COMMENTS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // for 1e400
                    .build();
    private static final List<JsonNode> VECTORS =
            List.of(parse(read("/matching.json")), parse(read("/requests.json")));

    /** The invalid texts of matching.json that a schema takes for valid, with the reason. */
    private static final Map<String, String> UNSEEN =
            Map.of(
                    "the same key twice", "a schema sees the object after one of them is gone",
                    "the same id twice", "no keyword compares members of different objects",
                    "a range the wrong way round", "no keyword compares numbers within a text",
                    "host bits set", "no keyword masks bits");

    /** 443.0 and 4.43e2 are integers to a schema. */
    private static final Pattern ONLY_THE_READER_SEES =
            Pattern.compile(
                    "is here a second time|holds half a surrogate pair|bits set behind its prefix"
                            + "|the wrong way round|is the id of|(\\.0|e2) is no port");

    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(SCHEMA, InputFormat.JSON);

    private static String read(String resource) {
        try (InputStream in = PolicySchemaTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            return null;
        }
    }

    private List<Error> errors(JsonNode policy) {
        return schema.validate(policy);
    }

    @Test
    void theSchemaIsADraft202012SchemaWithItsAddress() {
        JsonNode self = parse(SCHEMA);

        assertEquals("https://sallyport.dev/policy.schema.json", self.get("$id").asText());
        assertEquals("https://json-schema.org/draft/2020-12/schema", self.get("$schema").asText());
        Schema meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(self.get("$schema").asText()));
        assertEquals(List.of(), meta.validate(self));
    }

    @Test
    void everyPolicyOfTheVectorsIsValid() {
        for (JsonNode file : VECTORS) {
            assertTrue(file.get("policies").size() >= 2);
            for (JsonNode policy : file.get("policies")) {
                assertEquals(List.of(), errors(policy), policy::toString);
            }
        }
    }

    @Test
    void everyInvalidTextOfTheVectorsIsInvalidOrListedAsUnseen() {
        Set<String> unseen = new HashSet<>();
        int seen = 0;
        for (JsonNode file : VECTORS) {
            for (JsonNode vector : file.get("invalid")) {
                JsonNode policy = parse(vector.get("text").asText());
                if (policy == null || policy.isMissingNode()) {
                    continue; // no JSON at all: the parser's business
                }
                if (errors(policy).isEmpty()) {
                    unseen.add(vector.get("note").asText());
                } else {
                    seen++;
                }
            }
        }
        assertEquals(UNSEEN.keySet(), unseen);
        assertTrue(seen >= 75, "only " + seen);
    }

    /** The schema is never stricter than the reader, and milder only where a schema cannot see. */
    @Test
    void whatTheReaderReadsIsValidAndWhatItRefusesIsNot() {
        PolicyTexts texts = new PolicyTexts(new Random(SEED));
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = texts.next();
            JsonNode policy = parse(text);
            if (policy == null) {
                assertTrue(isRefused(text), text);
                continue;
            }
            List<Error> errors = errors(policy);
            String failure = "seed " + SEED + ", file " + i + ": " + text + " " + errors;
            try {
                PolicyReader.read("p.json", text.getBytes(StandardCharsets.UTF_8));
                assertTrue(errors.isEmpty(), failure);
                read++;
            } catch (PolicyException refused) {
                boolean unseen = ONLY_THE_READER_SEES.matcher(refused.getMessage()).find();
                assertTrue(unseen || !errors.isEmpty(), () -> failure + refused.getMessage());
            }
        }
        assertTrue(read > 1_000, "only " + read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'allow': [{'host': '*.com', 'ports': [1]}]",
                "'allow': [{'host': 'a..b', 'ports': [1]}]",
                "'allow': [{'host': 'a.0x1f', 'ports': [1]}]",
                "'allow': [{'host': '*.a.1', 'ports': [1]}]",
                "'allow': [{'host': 'a', 'ports': [1], 'callers': []}]",
                "'allow': [{'host': 'a', 'ports': [1], 'callers': ['x']}]",
                "'allow': [{'host': 'a', 'ports': [1], 'callers': ['a:b:1']}]",
                "'allow': [{'host': 'a', 'ports': [1], 'callers': ['a:*']}]",
                "'allow': [{'host': 'a', 'ports': [1], 'callers': ['lib/a.jar']}]",
                "'deny': [{'host': 'a', 'callers': ['a**.jar']}]",
                "'deny': [{'host': 'a', 'callers': ['Unknown']}]",
                "'allow': [{'host': 'a', 'ports': ['1-65536']}]",
                "'allow': [{'cidr': '1.2.3.4', 'ports': [1], 'addresses': ['::1']}]",
                "'allow': ['*.com:1']",
                "'allow': ['a:65536']",
                "'allow': ['[::1]:1']",
                "'deny': ['a:1']",
                "'deny': [{'host': '*'}]",
                "'deny': [{'host': 'a', 'addresses': ['::1']}]",
                "'deny': [{'host': 'a', 'onViolation': 'blok'}]",
                "'deny': [{'cidr': '1.2.3.4/33'}]",
                "'deny': [{'cidr': '1.2.3.04'}]",
                "'deny': [{'cidr': '::1%eth0'}]",
                "'deny': [{'cidr': '1::2::3'}]",
                "'deny': [{'cidr': '1:2:3:4:5:6:7::8'}]",
                "'deny': [{'cidr': '::/129'}]",
                "'deny': [{'unix': '/a//b'}]",
                "'deny': [{'unix': '/a/../b'}]",
                "'deny': [{'unix': '/a', 'ports': [1]}]",
                "'deny': [{'unix': '/a', 'id': 'processes'}]",
                "'deny': [{'unix': '/a', 'expires': '2027-04-31'}]",
                "'processes': {'allow': ['git']}",
                "'processes': {'allow': ['/bin/**']}",
                "'nativeLibraries': {'allow': ['a/b.so']}",
                "'nativeLibraries': {'allow': ['..']}",
                "'nativeLibraries': {'allow': [{'path': 'a.so'}]}",
                "'deny': [{'unix': '/a', 'expires': '2027-02-29'}]",
                "'artifact': {'name': 'a', 'sha256': []}",
                "'resolvers': ['a.example']"
            })
    void bothTheSchemaAndTheReaderRefuse(String more) {
        String text = "{\"version\": 1, \"server\": \"s\", " + more.replace('\'', '"') + "}";

        assertFalse(errors(parse(text)).isEmpty(), text);
        assertTrue(isRefused(text), text);
    }

    private static boolean isRefused(String text) {
        try {
            PolicyReader.read("p.json", text.getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (PolicyException refused) {
            return true;
        }
    }
}
