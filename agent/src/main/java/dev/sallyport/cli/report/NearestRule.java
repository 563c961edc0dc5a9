package dev.sallyport.cli.report;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Outcome;
import dev.sallyport.event.Target;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.PathRules;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.RegistrableDomain;
import dev.sallyport.policy.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Which rule of a policy came nearest to allowing an attempt, and what it lacks. The verdict itself
 * is the agent's; this says in words how far off it was.
 */
final class NearestRule {
    private static final String NONE = "no rule is near";

    private final Policy policy;

    NearestRule(Policy policy) {
        this.policy = policy;
    }

    /**
     * In words.
     *
     * @param lookAlikeOf the listed host that the target's name looks like, or {@code null}
     */
    String of(Activity activity, Target target, Outcome outcome, String lookAlikeOf) {
        Rule named = labelled(outcome.rule());
        if (named != null) {
            return named.label() + " " + lacks(named, outcome.reason());
        }
        if (lookAlikeOf != null) {
            return "looks like " + lookAlikeOf + ", which is listed, and is not it";
        }
        return switch (activity) {
            case CONNECT, REQUEST, LOOKUP ->
                    target.name() == null ? byAddress(target) : byName(target);
            case PROCESS -> byPath(policy.processes(), target);
            case NATIVE_LIBRARY -> byPath(policy.nativeLibraries(), target);
            case AGENT -> byPath(policy.agents(), target);
            case MAIN_JAR -> "the policy was approved for another build of it";
            default -> NONE;
        };
    }

    private Rule labelled(String label) {
        List<Rule> rules = new ArrayList<>(policy.deny());
        rules.addAll(policy.allow());
        return rules.stream().filter(rule -> rule.label().equals(label)).findFirst().orElse(null);
    }

    private static String lacks(Rule rule, String reason) {
        return switch (reason) {
            case "denied-by-rule" -> "denies it" + (rule.why() == null ? "" : ": " + rule.why());
            case "expired" -> "expired after " + LocalDate.ofEpochDay(rule.expires());
            case "tool-not-allowed" -> "differs by tool: it lists " + joined(rule.tools());
            case "caller-not-allowed" -> "differs by caller: it lists " + joined(rule.callers());
            case "special-address" -> "opens public addresses only";
            case "request-not-allowed" -> "differs by request: it lists " + requests(rule);
            case "address-not-allowed" -> "differs by address: it lists " + addresses(rule);
            default -> "came nearest";
        };
    }

    private static String requests(Rule rule) {
        String methods = rule.methods().isEmpty() ? "any method" : joined(rule.methods());
        return methods + (rule.paths().isEmpty() ? "" : " of " + joined(rule.paths()));
    }

    private static String addresses(Rule rule) {
        return rule.addresses() == null ? "public addresses" : joined(rule.addresses());
    }

    private static String joined(List<?> values) {
        StringJoiner joined = new StringJoiner(", ");
        values.forEach(value -> joined.add(value.toString()));
        return joined.toString();
    }

    private String byName(Target target) {
        String name = target.name();
        String sibling = null;
        for (Rule rule : policy.allow()) {
            String host = rule.host() == null ? "" : rule.host().toString();
            if (host.isEmpty()) {
                continue;
            }
            if (rule.host().matches(name)) {
                return rule.label() + " " + otherWay(rule, target);
            }
            String bare = host.replaceFirst("^\\*+\\.", "");
            if (name.equals(bare)) {
                return rule.label() + " lists " + host + ", which is not the name itself";
            }
            if (name.endsWith("." + bare)) {
                String what = host.equals(bare) ? "that name only" : "one label more only";
                sibling = rule.label() + " lists " + host + ": " + what;
            } else if (sibling == null && domain(name).equals(domain(bare))) {
                sibling = rule.label() + " lists " + host + ", another name of that domain";
            }
        }
        return sibling == null ? NONE : sibling;
    }

    /** The same host by another port or transport. */
    private static String otherWay(Rule rule, Target target) {
        if (rule.transport() != null && !rule.transport().wire().equals(target.transport())) {
            return "differs by transport: it lists " + rule.transport().wire();
        }
        if (rule.ports() != null && !rule.ports().contains(target.port())) {
            return "differs by port: it lists " + rule.ports();
        }
        return "came nearest";
    }

    private static String domain(String name) {
        return RegistrableDomain.of(name);
    }

    private String byAddress(Target target) {
        Address address;
        try {
            address = Address.parse(target.address());
        } catch (IllegalArgumentException noAddress) {
            return NONE;
        }
        for (Rule rule : policy.allow()) {
            if (rule.range() != null && rule.range().meets(address)) {
                return rule.label() + " " + otherWay(rule, target);
            }
        }
        return NONE;
    }

    private static String byPath(PathRules rules, Target target) {
        String file = fileName(target.path());
        for (PathRule rule : rules.allow()) {
            String listed = rule.path().toString();
            if (rule.path().matches(target.path())) {
                return listed + " is listed with another SHA-256";
            }
            if (fileName(listed).equals(file)) {
                return listed + " is listed, in another folder";
            }
        }
        return NONE;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
