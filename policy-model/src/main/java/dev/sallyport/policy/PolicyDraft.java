package dev.sallyport.policy;

import java.util.List;

/** What is known of a policy while it is being read; what a file may leave out has its default. */
final class PolicyDraft {
    String server;
    OnViolation onViolation = OnViolation.BLOCK;
    List<Rule> allow = List.of();
    List<Rule> deny = List.of();
    PathRules processes = PathRules.EMPTY;
    PathRules nativeLibraries = PathRules.EMPTY;
    List<Preset> presets = List.of();
    PathRules agents = PathRules.EMPTY;
    Proxies proxies = Proxies.NONE;
    Resolvers resolvers = Resolvers.NONE;
    Artifact artifact;
    boolean learning;
    boolean quarantined;
}
