package dev.sallyport.cli;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.HostName;
import dev.sallyport.policy.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The look-ups that {@code --resolved} says have happened. */
final class GivenNames implements Names {
    private final Map<Address, List<String>> names = new LinkedHashMap<>();

    /**
     * Takes one answer.
     *
     * @param answer {@code NAME=ADDRESS[,ADDRESS]}
     * @throws IllegalArgumentException it is not of this form
     */
    void add(String answer) {
        int equals = answer.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("write NAME=ADDRESS[,ADDRESS]");
        }
        String name = HostName.canonical(answer.substring(0, equals));
        for (String literal : answer.substring(equals + 1).split(",", -1)) {
            names.computeIfAbsent(Address.parse(literal), a -> new ArrayList<>()).add(name);
        }
    }

    /** An address that a look-up of this name gave, as somebody spells it; null if none did. */
    Address firstOf(String name) {
        String canonical;
        try {
            canonical = HostName.canonical(name);
        } catch (IllegalArgumentException noName) {
            return null;
        }
        for (Map.Entry<Address, List<String>> entry : names.entrySet()) {
            if (entry.getValue().contains(canonical)) {
                return entry.getKey();
            }
        }
        return null;
    }

    @Override
    public boolean proves(String canonicalName, Address address) {
        return namesOf(address).contains(canonicalName);
    }

    @Override
    public List<String> namesOf(Address address) {
        return names.getOrDefault(address, List.of());
    }
}
