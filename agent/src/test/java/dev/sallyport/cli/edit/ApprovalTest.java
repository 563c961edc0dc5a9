package dev.sallyport.cli.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No change without a yes. */
class ApprovalTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"y", "yes", " YES "})
    void whoSaysYesAtATerminalApproves(String answer) throws Exception {
        Approval approval = Approval.ask("Write it", null, prompt -> answer);
        assertEquals(new Approval(System.getProperty("user.name"), true), approval);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "yesterday", "ja"})
    void whateverElseIsANo(String answer) {
        NotApprovedException no =
                assertThrows(
                        NotApprovedException.class,
                        () -> Approval.ask("Write it", null, prompt -> answer));
        assertTrue(no.isDeclined());
    }

    @Test
    void theEndOfInputIsANo() {
        assertThrows(
                NotApprovedException.class, () -> Approval.ask("Write it", null, prompt -> null));
    }

    @Test
    void withoutATerminalOnlyANameApproves() throws Exception {
        NotApprovedException nobody =
                assertThrows(
                        NotApprovedException.class, () -> Approval.ask("Write it", null, null));
        assertFalse(nobody.isDeclined());
        assertTrue(nobody.getMessage().contains("--approved-by NAME"), nobody.getMessage());
        assertEquals(new Approval("Anna", false), Approval.ask("Write it", " Anna ", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u001b[2Jb", "\u202eeva"})
    void aNameThatNobodyCouldReadApprovesNothing(String name) {
        assertThrows(NotApprovedException.class, () -> Approval.ask("Write it", name, null));
    }

    @Test
    void theLogSaysWhoAndHowAndIsOnlyAddedTo() throws Exception {
        File home = folder.resolve("home").toFile();
        ApprovalLog log = new ApprovalLog(home);
        Instant when = Instant.parse("2026-11-21T10:00:00.123Z");
        log.add(new Approval("Anna", false), when, "baseline", "weather", "w.json", "ab");
        log.add(new Approval("bob", true), when, "dismiss", "weather", "v3a91c2", null);

        Path file = home.toPath().resolve("approvals.log");
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertEquals("Anna", first.get("approved_by").asText());
        assertFalse(first.get("asked_at_terminal").asBoolean());
        assertEquals("2026-11-21T10:00:00Z", first.get("time").asText());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
