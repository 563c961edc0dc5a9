package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A value of one of a policy's lists, there or to be added.
 *
 * @param list keys from the outermost object to it
 */
record Entry(List<String> list, JsonNode value) {
    static final List<String> ALLOW = List.of("allow");
    static final List<String> PROCESSES = List.of("processes", "allow");
    static final List<String> LIBRARIES = List.of("nativeLibraries", "allow");
    static final List<String> AGENTS = List.of("agents", "allow");
    static final List<String> PRESETS = List.of("presets");

    /** As {@code processes} or {@code allow}. */
    String section() {
        return list.get(0);
    }
}
