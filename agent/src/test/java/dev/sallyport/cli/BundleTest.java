package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    private static final String POLICY = "{\"version\": 1, \"server\": \"weather\"}";

    @TempDir Path folder;
    private Path policy;
    private Path zip;

    @BeforeEach
    void aViolation() throws IOException {
        policy = Files.writeString(folder.resolve("weather.policy.json"), POLICY);
        zip = folder.resolve("out.zip");
        record(policy);
    }

    private void record(Path policyOfTheRun) throws IOException {
        Map<String, Object> start =
                Map.of(
                        "policy",
                        policyOfTheRun.toString(),
                        "policy_sha256",
                        sha256(Files.readAllBytes(policyOfTheRun)),
                        "other_agents",
                        "otel.jar=token=hunter2");
        Recording.of("weather", "bad", 1000, start)
                .build("1.2", "a")
                .connect("api.example", Recording.SEARCH, Recording.ACME)
                .denied(
                        Activity.PROCESS,
                        Target.program("/usr/bin/curl", "-u ada:hunter2 https://e.example/?q=x"),
                        "v3a91c2")
                .run(Activity.STOP, Map.of("denied", 2L))
                .write(folder.resolve("events/1.jsonl"));
        Recording.of("weather", "good", 5000, start)
                .connect("api.example", Recording.SEARCH, Recording.ACME)
                .denied(Activity.LOOKUP, Target.name("other.example"), "v000001")
                .write(folder.resolve("events/2.jsonl"));
    }

    @Test
    void itHasTheViolationItsRunAndThePolicyAndNothingElse() throws IOException {
        assertEquals(0, bundle().code());
        Map<String, byte[]> parts = parts();
        assertEquals(
                "[events/1-1.jsonl, manifest.json, policy/1-weather.policy.json]",
                parts.keySet().toString());
        String events = text(parts, "events/1-1.jsonl");
        assertEquals(4, events.lines().count(), events);
        assertTrue(events.contains("v3a91c2") && events.contains("\"sequence\":1"), events);
        assertFalse(events.contains("other.example"), events);
        assertEquals(POLICY, text(parts, "policy/1-weather.policy.json"));
    }

    @Test
    void secretsAreMasked() throws IOException {
        bundle();
        String events = text(parts(), "events/1-1.jsonl");
        assertFalse(events.contains("hunter2"), events);
        assertTrue(events.contains("\"cmd_line\":\"-u *** https://e.example/?***\""), events);
        assertTrue(events.contains("a".repeat(64)), events);
    }

    @Test
    void theManifestHasTheHashOfEveryPartAndSaysWhetherThePolicyIsStillTheOne() throws IOException {
        bundle();
        Map<String, byte[]> parts = parts();
        JsonNode manifest = new ObjectMapper().readTree(parts.get("manifest.json"));
        assertEquals(2, manifest.get("parts").size());
        for (JsonNode part : manifest.get("parts")) {
            assertEquals(sha256(parts.get(part.get("name").asText())), part.get("sha256").asText());
        }
        assertEquals("unchanged", manifest.at("/policies/0/state").asText());
        assertEquals("bad", manifest.at("/runs/0/run").asText());
        Files.writeString(policy, POLICY + "\n");
        Files.delete(zip);
        assertTrue(bundle().err().contains("changed since"));
        Files.delete(policy);
        Files.delete(zip);
        assertTrue(bundle().err().contains("gone"));
    }

    /** A hostile server's events could name any file of the user's. */
    @Test
    void whatIsNoPolicyIsNotHandedOn() throws IOException {
        Path key = Files.writeString(folder.resolve("id_rsa"), "PRIVATE");
        record(key);
        assertTrue(bundle().err().contains("left out"));
        assertFalse(parts().keySet().toString().contains("policy/"), parts().keySet().toString());
    }

    @Test
    void theSameEventsMakeTheSameBytes() throws IOException {
        bundle();
        byte[] first = Files.readAllBytes(zip);
        Files.delete(zip);
        bundle();
        assertArrayEquals(first, Files.readAllBytes(zip));
    }

    @Test
    void noBundleReplacesAnotherFileAndNoneIsLeftHalfDone() throws IOException {
        Files.writeString(zip, "mine");
        Tool tool = bundle();
        assertEquals(2, tool.code());
        assertTrue(tool.err().contains("--out"), tool.err());
        assertEquals("mine", Files.readString(zip));
        try (var files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void homeFoldersLoseTheirNamesOnRequest() throws IOException {
        Recording.of("mail", "m", 1000, Map.of())
                .denied(Activity.PROCESS, Target.program("/home/zoe/x", ""), "v3a91c2")
                .write(folder.resolve("events/3.jsonl"));
        bundle("--mask-home");
        String events = text(parts(), "events/2-3.jsonl");
        assertTrue(events.contains("\"~/x\""), events);
        assertFalse(events.contains("zoe"), events);
    }

    @Test
    void anIdThatIsNoneOrNowhereIsUnusable() {
        assertEquals(2, Tool.run("bundle", "x", folder.toString()).code());
        assertEquals(2, Tool.run("bundle", "vffffff", folder.toString()).code());
        assertFalse(Files.exists(Path.of("sallyport-vffffff.zip")));
    }

    private Tool bundle(String... more) {
        String[] all = new String[more.length + 5];
        all[0] = "bundle";
        all[1] = "v3a91c2:";
        all[2] = folder.resolve("events").toString();
        all[3] = "--out";
        all[4] = zip.toString();
        System.arraycopy(more, 0, all, 5, more.length);
        return Tool.run(all);
    }

    private Map<String, byte[]> parts() throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        try (ZipInputStream in =
                new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(zip)))) {
            for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
                parts.put(part.getName(), in.readAllBytes());
            }
        }
        return parts;
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.get(name), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
