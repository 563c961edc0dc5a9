package dev.sallyport.policy;

import java.util.List;

/**
 * What is known of a rule while it is being read. Null is absent, except where it says otherwise.
 */
final class RuleDraft {
    final boolean allows;
    final int index;
    String id;
    HostPattern host;
    AddressRange range;
    String unixPath;
    Ports ports;
    Transport transport;
    List<AddressRange> addresses;
    List<String> tools = List.of();
    List<CallerPattern> callers = List.of();
    List<String> methods = List.of();
    List<RequestPattern> paths = List.of();
    long expires = Rule.NEVER;
    String why;
    boolean quiet;
    OnViolation onViolation;

    RuleDraft(boolean allows, int index) {
        this.allows = allows;
        this.index = index;
    }
}
