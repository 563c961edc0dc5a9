package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads the outermost object of a policy file. */
final class PolicyFileReader {
    private static final int LONGEST_NAME = 128;
    private static final Keys KEYS =
            new Keys(
                    "a policy",
                    new String[] {
                        "$schema",
                        "version",
                        "server",
                        "onViolation",
                        "allow",
                        "deny",
                        "processes",
                        "nativeLibraries",
                        "agents",
                        "presets",
                        "proxies",
                        "resolvers",
                        "artifact"
                    });

    private final JsonCursor in;
    private final RuleReader rules;
    private final PathRulesReader paths;
    private final PolicyDraft draft = new PolicyDraft();

    PolicyFileReader(JsonCursor in) {
        this.in = in;
        rules = new RuleReader(in);
        paths = new PathRulesReader(in);
    }

    /** The policy, which counts only if no error was reported. */
    PolicyDraft read() throws JsonException {
        if (in.advance() == JsonToken.END) {
            in.errorAt(Place.START, "", "is empty; a policy is an object { ... }");
            return draft;
        }
        ObjectScope scope = in.beginObject("a policy, which is an object { ... }");
        if (scope == null) {
            return draft;
        }
        String key = in.nextKey(scope, KEYS);
        while (key != null) {
            readValue(key);
            key = in.nextKey(scope, KEYS);
        }
        if (!scope.has("version")) {
            in.errorAt(scope.opening, "version", "is missing; add \"version\": " + Policy.VERSION);
        }
        if (!scope.has("server")) {
            in.errorAt(scope.opening, "server", "is missing; add the server's name");
        }
        in.advance(); // nothing may follow
        return draft;
    }

    private void readValue(String key) throws JsonException {
        switch (key) {
            case "version" -> readVersion();
            case "server" -> draft.server = Texts.name(in, "the server's name", LONGEST_NAME);
            case "onViolation" -> {
                OnViolation onViolation = Texts.onViolation(in);
                if (onViolation != null) {
                    draft.onViolation = onViolation;
                }
            }
            case "allow" -> draft.allow = rules.read(true);
            case "deny" -> draft.deny = rules.read(false);
            case "processes" -> draft.processes = paths.readProcesses();
            case "nativeLibraries" -> draft.nativeLibraries = paths.readNativeLibraries();
            case "agents" -> draft.agents = paths.readAgents();
            case "presets" -> draft.presets = readPresets();
            case "proxies" -> draft.proxies = new ProxiesReader(in).read();
            case "resolvers" -> draft.resolvers = new ResolversReader(in).read();
            case "artifact" -> draft.artifact = new ArtifactReader(in).read();
            default -> in.text("the address of the policy file's schema"); // $schema
        }
    }

    private List<Preset> readPresets() throws JsonException {
        List<Preset> presets = new ArrayList<>();
        int list = in.beginArray("a list of presets' names");
        for (int index = 0; list >= 0 && in.nextElement(list, index); index++) {
            String name = in.text("a preset's name");
            Preset preset = name == null ? null : Preset.named(name);
            if (preset != null) {
                presets.add(preset);
            } else if (name != null) {
                in.error(Texts.noneOf(name, Preset.names()));
            }
        }
        return presets;
    }

    private void readVersion() throws JsonException {
        String version = in.number("the number " + Policy.VERSION);
        if (version != null && !version.equals(Integer.toString(Policy.VERSION))) {
            in.error(
                    Printable.plain(version)
                            + " is no version that this Sallyport knows; it reads "
                            + Policy.VERSION);
        }
    }
}
