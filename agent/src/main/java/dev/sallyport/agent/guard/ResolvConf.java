package dev.sallyport.agent.guard;

import dev.sallyport.policy.Address;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Which DNS servers this machine asks, by resolv.conf(5) as it was at the launch: a server that
 * writes the file later adds nobody. Read before {@code main}, understood when it is needed.
 */
final class ResolvConf {
    private static final String FILE = "/etc/resolv.conf";

    /** Honest files have a few hundred bytes. */
    private static final int LONGEST = 16_384;

    private static final int MOST = 16;

    private final byte[] text;
    private volatile Settings settings;

    ResolvConf(byte[] text) {
        this.text = text;
    }

    /** This machine's; empty where it has none that can be read. */
    static ResolvConf read() {
        try (FileInputStream in = new FileInputStream(FILE)) {
            return new ResolvConf(in.readNBytes(LONGEST));
        } catch (IOException none) {
            return new ResolvConf(new byte[0]);
        }
    }

    boolean lists(Address server) {
        return settings().servers.contains(server);
    }

    /**
     * The name that was meant where a resolver has put one of the machine's search domains behind
     * it, as resolvers do with names that have few dots.
     *
     * @param canonicalName of a look-up
     * @param number which of the domains
     * @return {@code null} where that domain is not at its end
     */
    String withoutSearchDomain(String canonicalName, int number) {
        String domain = settings().search.get(number);
        int dot = canonicalName.length() - domain.length() - 1;
        return dot > 0 && canonicalName.charAt(dot) == '.' && canonicalName.endsWith(domain)
                ? canonicalName.substring(0, dot)
                : null;
    }

    /** The name with one of the search domains behind it. */
    String withSearchDomain(String canonicalName, int number) {
        return canonicalName + "." + settings().search.get(number);
    }

    int searchDomains() {
        return settings().search.size();
    }

    private Settings settings() {
        Settings known = settings;
        if (known == null) {
            known = new Settings(new String(text, StandardCharsets.ISO_8859_1));
            settings = known;
        }
        return known;
    }

    private static final class Settings {
        private final List<Address> servers = new ArrayList<>();
        private final List<String> search = new ArrayList<>();

        Settings(String text) {
            StringTokenizer lines = new StringTokenizer(text, "\n\r");
            while (lines.hasMoreTokens()) {
                add(new StringTokenizer(lines.nextToken(), " \t"));
            }
            if (servers.isEmpty()) {
                servers.add(Address.of(new byte[] {127, 0, 0, 1}));
            }
        }

        private void add(StringTokenizer words) {
            String key = words.hasMoreTokens() ? words.nextToken() : "";
            if (key.equals("nameserver") && words.hasMoreTokens() && servers.size() < MOST) {
                addServer(words.nextToken());
            } else if (key.equals("search") || key.equals("domain")) {
                search.clear(); // the last line counts
                while (words.hasMoreTokens() && search.size() < MOST) {
                    String domain = LookUps.canonical(words.nextToken());
                    if (domain != null) {
                        search.add(domain);
                    }
                }
            }
        }

        private void addServer(String literal) {
            try {
                servers.add(Address.parse(literal));
            } catch (IllegalArgumentException notAnAddress) {
                // Resolvers pass it over as well.
            }
        }
    }
}
