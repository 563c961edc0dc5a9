package dev.sallyport.agent.hook;

import dev.sallyport.agent.hook.ReviewedNatives.Exempt;
import dev.sallyport.agent.hook.ReviewedNatives.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes from a door back through its callers until each path has passed a row, or come out. */
final class DoorWalk {
    /** What a report shows of one door; who has left out a row sees which by the first. */
    private static final int ENDS_SHOWN = 10;

    private final CallGraph graph;
    private final ReviewedNatives reviewed;
    private final List<Exempt> exceptions;
    private final List<Hook> rows;
    private final Set<String> targets;
    private final Map<String, Set<String>> entriesByKind = new HashMap<>();
    private final Set<Exempt> used = new HashSet<>();

    DoorWalk(CallGraph graph, ReviewedNatives reviewed, int feature, List<Hook> rows) {
        this.graph = graph;
        this.reviewed = reviewed;
        exceptions = reviewed.exceptionsOf(feature);
        this.rows = rows;
        targets = rows.stream().map(Hook::target).collect(Collectors.toSet());
    }

    /**
     * The shortest ways out that no row holds, each by another end.
     *
     * @param door a native method
     * @param kind its kind, which says whose judgement counts
     */
    List<String> unheld(String door, String kind) {
        List<String> found = new ArrayList<>();
        Map<String, String> next = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(List.of(door));
        next.put(door, null);
        while (!left.isEmpty() && found.size() < ENDS_SHOWN) {
            String method = left.remove();
            if (isHeld(method, kind) || isExempt(method, kind)) {
                continue;
            }
            Set<String> callers = graph.callersOf(method);
            if (graph.isOpenToApplications(method)) {
                found.add(path(method, next) + " [an application can call the first]");
            } else if (callers.isEmpty()) {
                found.add(path(method, next) + " [nobody calls the first in Java]");
            } else {
                for (String caller : callers) {
                    if (!next.containsKey(caller) && !isReplaced(caller, method, kind)) {
                        next.put(caller, method);
                        left.add(caller);
                    }
                }
            }
        }
        return found;
    }

    /** The exceptions at which a walk of this object has ended. */
    Set<Exempt> used() {
        return used;
    }

    private static String path(String from, Map<String, String> next) {
        StringBuilder result = new StringBuilder(from);
        for (String method = next.get(from); method != null; method = next.get(method)) {
            result.append("\n    -> ").append(method);
        }
        return result.toString();
    }

    /** Its own first instruction is a gate's, or the gate stood at the making of its object. */
    private boolean isHeld(String method, String kind) {
        Set<String> entries = entriesByKind.computeIfAbsent(kind, this::entries);
        if (entries.contains(method)) {
            return true;
        }
        if (graph.isStatic(method)) {
            return false;
        }
        List<String> constructors = graph.constructorsOf(CallGraph.typeOf(method));
        return !constructors.isEmpty() && entries.containsAll(constructors);
    }

    private Set<String> entries(String kind) {
        return rows.stream()
                .filter(row -> row.place() == Hook.Place.ENTRY && judges(row, kind))
                .map(Hook::target)
                .collect(Collectors.toSet());
    }

    private boolean isReplaced(String caller, String called, String kind) {
        for (Hook row : rows) {
            if (row.place() == Hook.Place.CALL
                    && row.target().equals(caller)
                    && called.equals(row.callee() + row.calleeDescriptor())
                    && judges(row, kind)) {
                return true;
            }
        }
        return false;
    }

    private boolean judges(Hook row, String kind) {
        return reviewed.gates()
                .getOrDefault(kind, Set.of())
                .contains(row.gateClass() + "." + row.gate());
    }

    private boolean isExempt(String method, String kind) {
        for (Exempt line : exceptions) {
            if (line.kind().equals(kind)
                    && line.method().matches(method)
                    && (line.verdict() != Verdict.HELD || hasRow(line.row()))) {
                used.add(line);
                return true;
            }
        }
        return false;
    }

    private boolean hasRow(String row) {
        MethodPattern pattern = new MethodPattern(row);
        return targets.stream().anyMatch(pattern::matches);
    }
}
