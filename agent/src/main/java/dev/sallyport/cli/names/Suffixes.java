package dev.sallyport.cli.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.psl.DomainType;
import org.apache.hc.client5.http.psl.PublicSuffixList;
import org.apache.hc.client5.http.psl.PublicSuffixListParser;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;

/**
 * Below which names anybody can get one: the public suffix list (publicsuffix.org), its public part
 * ({@code co.uk}) and its private one, which is shared hosting ({@code github.io}, {@code
 * cloudfront.net}). It comes with Apache HttpClient and is as old as that.
 */
public final class Suffixes {
    private static final String LIST = "/org/publicsuffix/list/effective_tld_names.dat";
    private static final String VERSION = "// VERSION: ";

    private final PublicSuffixMatcher all;
    private final PublicSuffixMatcher registries;
    private final String date;

    private Suffixes(List<PublicSuffixList> lists, String date) {
        this.all =
                new PublicSuffixMatcher(
                        DomainType.UNKNOWN, rules(lists, false), exceptions(lists, false));
        this.registries =
                new PublicSuffixMatcher(
                        DomainType.UNKNOWN, rules(lists, true), exceptions(lists, true));
        this.date = date;
    }

    private static List<String> rules(List<PublicSuffixList> lists, boolean registriesOnly) {
        return lists.stream()
                .filter(list -> !registriesOnly || list.getType() == DomainType.ICANN)
                .flatMap(list -> list.getRules().stream())
                .toList();
    }

    private static List<String> exceptions(List<PublicSuffixList> lists, boolean registriesOnly) {
        return lists.stream()
                .filter(list -> !registriesOnly || list.getType() == DomainType.ICANN)
                .flatMap(list -> list.getExceptions().stream())
                .toList();
    }

    /** The list in the jar; some 10,000 rules, read in some 50 ms. */
    public static Suffixes read() {
        try (InputStream in = Suffixes.class.getResourceAsStream(LIST);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String text = reader.lines().collect(Collectors.joining("\n"));
            String date =
                    text.lines()
                            .filter(line -> line.startsWith(VERSION))
                            .map(line -> line.substring(VERSION.length()).substring(0, 10))
                            .findFirst()
                            .orElse("unknown");
            return new Suffixes(
                    PublicSuffixListParser.INSTANCE.parseByType(new StringReader(text)), date);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Of the list, as {@code 2026-10-06}. */
    public String date() {
        return date;
    }

    /**
     * The part of a name that one owner registered, as {@code example.co.uk}, or {@code
     * alice.github.io} where the rest is shared hosting; {@code null} where anybody can have names
     * below it, and for a single label.
     *
     * @param name canonical
     */
    public String owned(String name) {
        return name.indexOf('.') < 0 ? null : all.getDomainRoot(name);
    }

    /** Whether anybody can get a name below this one: no wildcard may stand there. */
    public boolean isPublic(String name) {
        return owned(name) == null;
    }

    /** Whether it is a name on shared hosting, where anybody may be next door. */
    public boolean isShared(String name) {
        String registered = name.indexOf('.') < 0 ? null : registries.getDomainRoot(name);
        return registered != null && !registered.equals(owned(name));
    }
}
