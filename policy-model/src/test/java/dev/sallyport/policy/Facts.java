package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests' process knows: the look-ups it has seen, its own addresses, names and ports. */
final class Facts implements Names, OwnHost {
    final Map<String, Set<Address>> resolved = new LinkedHashMap<>();
    final Set<Address> ownAddresses = new HashSet<>();
    final Set<Integer> listening = new HashSet<>();
    final Set<String> ownNames = new HashSet<>();

    Facts resolved(String name, String... addresses) {
        for (String address : addresses) {
            resolved.computeIfAbsent(name, any -> new HashSet<>()).add(Address.parse(address));
        }
        return this;
    }

    Facts ownAddress(String address) {
        ownAddresses.add(Address.parse(address));
        return this;
    }

    Facts listening(int port) {
        listening.add(port);
        return this;
    }

    Facts ownName(String name) {
        ownNames.add(name);
        return this;
    }

    @Override
    public boolean proves(String canonicalName, Address address) {
        return resolved.getOrDefault(canonicalName, Set.of()).contains(address);
    }

    @Override
    public List<String> namesOf(Address address) {
        List<String> names = new ArrayList<>();
        resolved.forEach(
                (name, addresses) -> {
                    if (addresses.contains(address)) {
                        names.add(name);
                    }
                });
        return names;
    }

    @Override
    public boolean isOwnAddress(Address address) {
        return ownAddresses.contains(address);
    }

    @Override
    public boolean listensOn(Address address, int port) {
        return listening.contains(port);
    }

    @Override
    public boolean isOwnName(String canonicalName) {
        return ownNames.contains(canonicalName);
    }
}
