package dev.sallyport.cli.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote in a policy stays as they wrote it. */
class PolicyTextTest {
    private static final List<String> ALLOW = List.of("allow");

    @TempDir Path folder;

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (IOException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static PolicyText policy(String... lines) throws Exception {
        return PolicyText.of("p.json", String.join("\n", lines).replace('\'', '"'));
    }

    private static void reads(PolicyText actual, String... lines) {
        assertEquals(String.join("\n", lines).replace('\'', '"'), actual.text());
    }

    @Test
    void aRuleGoesBehindTheLastOneAndItsComment() throws Exception {
        PolicyText policy =
                policy(
                        "// ours",
                        "{ 'version': 1,   'server': 'w',",
                        "    'allow': [",
                        "        {'host': 'a.example', 'ports': [443]} // forecasts",
                        "        // more to come",
                        "    ] }");
        reads(
                policy.add(ALLOW, json("{'host': 'b.example', 'ports': [443]}"), "look at this"),
                "// ours",
                "{ 'version': 1,   'server': 'w',",
                "    'allow': [",
                "        {'host': 'a.example', 'ports': [443]}, // forecasts",
                "        // look at this",
                "        {'host': 'b.example', 'ports': [443]}",
                "        // more to come",
                "    ] }");
    }

    @Test
    void aListOnOneLineStaysOnOneLine() throws Exception {
        PolicyText policy = policy("{'version': 1, 'server': 'w', 'presets': ['jna' /* x */]}");
        reads(
                policy.add(List.of("presets"), json("'oshi'"), null),
                "{'version': 1, 'server': 'w', 'presets': ['jna', 'oshi' /* x */]}");
    }

    @Test
    void anEmptyListIsOpened() throws Exception {
        PolicyText policy =
                policy("{", "\t'version': 1,", "\t'server': 'w',", "\t'allow': []", "}");
        reads(
                policy.add(ALLOW, json("'a.example:443'"), null),
                "{",
                "\t'version': 1,",
                "\t'server': 'w',",
                "\t'allow': [",
                "\t  'a.example:443'",
                "\t]",
                "}");
    }

    @Test
    void commentsInAnEmptyListStayInFront() throws Exception {
        PolicyText policy =
                policy("{'version': 1, 'server': 'w', 'allow': [", "  // none yet", "]}");
        reads(
                policy.add(ALLOW, json("'a.example:443'"), null),
                "{'version': 1, 'server': 'w', 'allow': [",
                "  // none yet",
                "  'a.example:443'",
                "]}");
    }

    @Test
    void sectionsThatLackAreMade() throws Exception {
        PolicyText policy = policy("{", "  'version': 1,", "  'server': 'w' // weather", "}", "");
        PolicyText edited =
                policy.add(List.of("processes", "allow"), json("'/usr/bin/git'"), null)
                        .add(List.of("nativeLibraries", "allow"), json("'liba*.so'"), null)
                        .set(
                                "artifact",
                                json("{'name': 'a', 'sha256': ['" + "0".repeat(64) + "']}"));
        assertTrue(edited.text().contains("\"server\": \"w\", // weather\n"), edited.text());
        assertEquals(1, edited.policy().processes().allow().size());
        assertEquals(1, edited.policy().nativeLibraries().allow().size());
        assertEquals("a", edited.policy().artifact().name());
    }

    @Test
    void aValueIsReplacedWhereItStands() throws Exception {
        String old = "{'name': 'a', /* old */ 'sha256': ['" + "0".repeat(64) + "']}";
        PolicyText policy =
                policy("{'version': 1, 'artifact': " + old + " /* kept */, 'server': 'w'}");
        String now = "{'name': 'a', 'sha256': ['" + "1".repeat(64) + "']}";
        reads(
                policy.set("artifact", json(now)),
                "{'version': 1, 'artifact': " + now + " /* kept */, 'server': 'w'}");
    }

    @Test
    void aRuleGoesWithTheCommentsThatSpeakOfIt() throws Exception {
        PolicyText policy =
                policy(
                        "{'version': 1, 'server': 'w', 'allow': [",
                        "  // the list",
                        "",
                        "  // of a",
                        "  'a.example:443', // a",
                        "  'b.example:443',",
                        "  // of c",
                        "  'c.example:443' // c",
                        "  // end",
                        "]}");
        reads(
                policy.remove(ALLOW, 0),
                "{'version': 1, 'server': 'w', 'allow': [",
                "  // the list",
                "",
                "  'b.example:443',",
                "  // of c",
                "  'c.example:443' // c",
                "  // end",
                "]}");
        reads(
                policy.remove(ALLOW, 2),
                "{'version': 1, 'server': 'w', 'allow': [",
                "  // the list",
                "",
                "  // of a",
                "  'a.example:443', // a",
                "  'b.example:443'",
                "  // end",
                "]}");
        reads(
                policy.remove(ALLOW, 1).remove(ALLOW, 1).remove(ALLOW, 0),
                "{'version': 1, 'server': 'w', 'allow': [",
                "  // the list",
                "",
                "  // end",
                "]}");
    }

    @Test
    void aRuleGoesFromAListOnOneLine() throws Exception {
        PolicyText policy = policy("{'version': 1, 'server': 'w', 'allow': ['a:1', 'b:1', 'c:1']}");
        reads(policy.remove(ALLOW, 0), "{'version': 1, 'server': 'w', 'allow': ['b:1', 'c:1']}");
        reads(policy.remove(ALLOW, 1), "{'version': 1, 'server': 'w', 'allow': ['a:1', 'c:1']}");
        reads(policy.remove(ALLOW, 2), "{'version': 1, 'server': 'w', 'allow': ['a:1', 'b:1']}");
    }

    @Test
    void lineEndsAndByteOrderMarkStay() throws Exception {
        String[] lines = {
            "\ufeff{",
            "  \"version\": 1,",
            "  \"server\": \"w\",",
            "  \"allow\": [",
            "    \"a.example:443\"",
            "  ]",
            "}",
            ""
        };
        String text = String.join("\r\n", lines);
        PolicyText edited =
                PolicyText.of("p.json", text).add(ALLOW, json("'b.example:443'"), "why");
        assertEquals(
                text.replace("3\"\r\n  ]", "3\",\r\n    // why\r\n    \"b.example:443\"\r\n  ]"),
                edited.text());
    }

    @Test
    void anEditThatIsNoPolicyIsRefused() throws Exception {
        PolicyText policy = policy("{'version': 1, 'server': 'w', 'allow': []}");
        assertThrows(
                IllegalStateException.class,
                () -> policy.add(ALLOW, json("{'host': '*.com', 'ports': [443]}"), null));
    }

    @Test
    void whateverStandsBetweenValuesAnEditSaysWhatItShould() throws Exception {
        Random random = new Random(20261121);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            int rules = random.nextInt(4);
            text.append(gap(random)).append("{").append(gap(random));
            text.append("\"version\"").append(gap(random)).append(":1,").append(gap(random));
            text.append("\"server\":\"w\"").append(gap(random)).append(",\"allow\":[");
            for (int i = 0; i < rules; i++) {
                text.append(gap(random)).append("\"h").append(i).append(".example:443\"");
                text.append(gap(random)).append(i < rules - 1 ? "," : "");
            }
            text.append(gap(random)).append("]").append(gap(random)).append("}");
            PolicyText policy = PolicyText.of("p.json", text.toString());
            int left = rules;
            if (rules > 0) {
                policy = policy.remove(ALLOW, random.nextInt(rules));
                left--;
            }
            policy =
                    policy.add(ALLOW, json("'new.example:443'"), random.nextBoolean() ? "c" : null);
            assertEquals(left + 1, policy.policy().allow().size());
            policy = policy.add(List.of("processes", "allow"), json("'/bin/a'"), null);
            assertEquals(1, policy.policy().processes().allow().size());
        }
    }

    private static String gap(Random random) {
        String[] gaps = {
            "", " ", "\n", "\n  ", " // c, \"x\" ]\n", "/* a, ] */", " /* b\n , } // */ ", "\r\n\t",
        };
        return gaps[random.nextInt(gaps.length)] + gaps[random.nextInt(gaps.length)];
    }

    @Test
    void theFileIsReplacedInOneStepBehindItsLinkAndKeepsItsPermissions() throws Exception {
        Path real = folder.resolve("real.json");
        Path link = folder.resolve("link.json");
        Files.writeString(real, "{\"version\": 1, \"server\": \"w\", \"allow\": []}\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(link, real);

        PolicyFileEdit edit = PolicyFileEdit.open(link, "w");
        PolicyText edited = edit.original().add(ALLOW, json("'a.example:443'"), null);
        assertTrue(
                edit.diff(edited).contains("+  \"a.example:443\""), edit.diff(edited).toString());
        edit.write(edited);

        assertTrue(Files.isSymbolicLink(link));
        assertEquals(edited.text(), Files.readString(real));
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aFileThatChangedMeanwhileIsLeftAlone() throws Exception {
        Path file = folder.resolve("p.json");
        PolicyFileEdit edit = PolicyFileEdit.open(file, "w");
        Files.writeString(file, "{\"version\": 1, \"server\": \"other\"}");
        IOException refused = assertThrows(IOException.class, () -> edit.write(edit.original()));
        assertTrue(refused.getMessage().contains("has changed meanwhile"), refused.getMessage());
        assertTrue(Files.readString(file).contains("other"));
    }
}
