package dev.sallyport.harness.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.attribution.Label.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What judges the labels is itself held against some. */
class LabelTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    EXACT     | {"tool_certainty": "exact", "tool_calls": ["jdk"]}
                    WRONG     | {"tool_certainty": "exact", "tool_calls": ["jetty"]}
                    WRONG     | {"tool_certainty": "exact", "tool_calls": ["jdk", "jetty"]}
                    WRONG     | {"tool_certainty": "exact"}
                    ONLY_CALL | {"tool_certainty": "only-call-in-flight", "tool_calls": ["jdk"]}
                    WRONG     | {"tool_certainty": "only-call-in-flight", "tool_calls": ["jetty"]}
                    UNSURE    | {"tool_certainty": "one-of", "tool_calls": ["jetty", "jdk"]}
                    WRONG     | {"tool_certainty": "one-of", "tool_calls": ["jetty", "okhttp"]}
                    NONE      | {"tool_certainty": "none"}
                    NONE      | {}
                    WRONG     | {"tool_certainty": "none", "tool_calls": ["jdk"]}
                    WRONG     | {"tool_calls": ["jdk"]}
                    WRONG     | {"tool_certainty": "surely", "tool_calls": ["jdk"]}
                    """)
    void aLabelIsRightOrUnsureOrWrong(Verdict verdict, String own) {
        Label label = Label.of(new JsonMapper().readTree("{\"unmapped\": " + own + "}"));

        assertEquals(verdict, label.verdict("jdk"));
    }
}
