package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code resolvers}. */
final class ResolversReader {
    private static final Keys KEYS =
            new Keys("a resolver", new String[] {"dns", "ports", "provider", "hostsFile"});
    private static final Ports DNS = Ports.of(Ports.range(53, 53));
    private static final int MOST = 100;

    private final JsonCursor in;
    private final RuleFields fields;

    ResolversReader(JsonCursor in) {
        this.in = in;
        fields = new RuleFields(in);
    }

    Resolvers read() throws JsonException {
        List<Resolver> resolvers = new ArrayList<>();
        int list = in.beginArray("a list of resolvers");
        for (int index = 0; list >= 0 && in.nextElement(list, index); index++) {
            if (index == MOST) {
                throw new JsonException(in.place(), "is one resolver more than " + MOST);
            }
            Resolver resolver = in.isText() ? readShort() : readResolver();
            if (resolver != null) {
                resolvers.add(resolver);
            }
        }
        return new Resolvers(resolvers);
    }

    /** Null after an error. */
    private Resolver readShort() throws JsonException {
        Address address = readAddress();
        return address == null ? null : new Resolver.Dns(address, DNS);
    }

    /** Null after an error. */
    private Resolver readResolver() throws JsonException {
        ObjectScope scope =
                in.beginObject("a resolver, which is an object { ... } or a DNS server's address");
        if (scope == null) {
            return null;
        }
        RuleDraft draft = new RuleDraft(true, 0);
        draft.ports = DNS;
        Address dns = null;
        Resolver other = null;
        String key = in.nextKey(scope, KEYS);
        while (key != null) {
            switch (key) {
                case "dns" -> dns = readAddress();
                case "provider" -> other = readProvider();
                case "hostsFile" -> other = readHostsFile();
                default -> fields.read(key, draft); // ports
            }
            key = in.nextKey(scope, KEYS);
        }
        int kinds = scope.has("dns") ? 1 : 0;
        kinds += scope.has("provider") ? 1 : 0;
        kinds += scope.has("hostsFile") ? 1 : 0;
        if (kinds != 1) {
            String count = kinds == 0 ? "names no resolver" : "names several resolvers";
            in.errorAt(scope.opening, "", count + "; give one of dns, provider, hostsFile");
            return null;
        }
        if (scope.has("ports") && !scope.has("dns")) {
            in.errorAt(scope.placeOf("ports"), "ports", "belongs to a dns server; remove it");
        }
        if (!scope.has("dns")) {
            return other;
        }
        return dns == null || draft.ports == null ? null : new Resolver.Dns(dns, draft.ports);
    }

    private Address readAddress() throws JsonException {
        String text = in.text("the address of a DNS server");
        if (text == null) {
            return null;
        }
        Address address = text.indexOf('%') < 0 ? AddressLiteral.parse(text) : null;
        if (address == null) {
            in.error(Printable.quoted(text) + " is no IP address; a DNS server is given by one");
        }
        return address;
    }

    private Resolver readProvider() throws JsonException {
        String text = in.text("the name of a provider's class");
        if (text == null) {
            return null;
        }
        if (!isClassName(text)) {
            in.error(
                    Printable.quoted(text)
                            + " is no class's name; write it as \"com.acme.ResolverProvider\"");
            return null;
        }
        return new Resolver.Provider(text);
    }

    /** ASCII, and a nested class behind a '$', as {@link Class#getName} has it. */
    private static boolean isClassName(String text) {
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
            boolean digit = c >= '0' && c <= '9' && !first;
            if (!letter && !digit && (c != '.' || first)) {
                return false;
            }
            first = c == '.';
        }
        return !first;
    }

    private Resolver readHostsFile() throws JsonException {
        String text = in.text("the absolute path of a hosts file");
        if (text == null) {
            return null;
        }
        String problem = AbsolutePath.problem(text);
        if (problem != null) {
            in.error(Printable.quoted(text) + " " + problem);
            return null;
        }
        return new Resolver.HostsFile(text);
    }
}
