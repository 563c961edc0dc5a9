package dev.sallyport.policy;

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
                        "artifact"
                    },
                    Keys.later("resolvers"));

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
            case "artifact" -> draft.artifact = new ArtifactReader(in).read();
            default -> in.text("the address of the policy file's schema"); // $schema
        }
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
