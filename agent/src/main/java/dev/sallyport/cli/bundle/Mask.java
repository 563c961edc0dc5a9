package dev.sallyport.cli.bundle;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Secrets out of texts that are handed on. Rather too much than too little: what is masked wrongly
 * is still in the events.
 */
final class Mask {
    private static final String MASKED = "***";

    /**
     * A name that a secret has, as the end of a longer one: {@code GITHUB_TOKEN}, {@code api-key}.
     */
    private static final String NAME =
            "[\\w.-]*(?:key|token|secret|passw(?:or)?d|passwd|passphrase|pwd|credentials?|auth"
                    + "|authorization|cookie|private|signature|sig|session)s?";

    private static final List<Pattern> VALUES =
            List.of(
                    // --header "Authorization: Bearer x", Cookie: a=b; c=d
                    ignoringCase("((?:proxy-)?authorization|(?:set-)?cookie)(\\s*[:=]\\s*)[^'\"]+"),
                    // "password":"x", 'token' = 'x', api_key: "x y"
                    ignoringCase(
                            "("
                                    + NAME
                                    + "[\"']?)(\\s*[:=]\\s*)(?:\"[^\"]*\"|'[^']*'|[^\\s\"',;&]+)"),
                    // --password x, -token x
                    ignoringCase("(--?" + NAME + ")(\\s+)(?:\"[^\"]*\"|'[^']*'|(?!-)[^\\s\"']+)"),
                    // -u user:password, --user=user:password
                    Pattern.compile(
                            "((?:^|\\s)(?:-u|--user|--proxy-user|-U))([\\s=]+)[^\\s:\"']+:[^\\s\"']+"),
                    // Bearer x, Basic x
                    ignoringCase("\\b(bearer|basic|token)(\\s+)[\\w.~+/=-]{8,}"));

    /** Tokens that tell by themselves what they are. */
    private static final Pattern SHAPES =
            Pattern.compile(
                    "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
                            + "|\\bgh[pousr]_\\w{20,}|\\bgithub_pat_\\w{20,}|\\bglpat-[\\w-]{16,}"
                            + "|\\b[sr]k[-_](?:live|test|ant|proj|or)?[\\w-]{16,}"
                            + "|\\bxox[abeoprs]-[\\w-]{10,}|\\bAIza[\\w-]{30,}|\\bya29\\.[\\w-]{10,}"
                            + "|\\bnpm_\\w{20,}|\\bhf_\\w{20,}|\\bpypi-[\\w-]{20,}"
                            + "|\\bSG\\.[\\w-]{16,}\\.[\\w-]{16,}"
                            + "|\\beyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?|-----BEGIN[ A-Z]*PRIVATE"
                            + " KEY-----[\\s\\S]*?(?:-----END[ A-Z]*-----|$)");

    private static final Pattern USER_INFO =
            Pattern.compile("\\b([a-zA-Z][\\w+.-]*://)[^/?#\\s\"']*@");
    private static final Pattern QUERY =
            Pattern.compile("\\b([a-zA-Z][\\w+.-]*://[^\\s?#\"']*)[?#][^\\s\"']*");

    /** Long, and of letters and digits: a key, or at worst a hash. */
    private static final Pattern RANDOM =
            Pattern.compile(
                    "(?<![\\w/.+-])(?=[\\w+=-]*\\d)(?=[\\w+=-]*[A-Za-z])[\\w+=-]{24,}(?![\\w/.+-])");

    private Mask() {}

    private static Pattern ignoringCase(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** Any text: credentials and queries of URLs, and what is plainly a token. */
    static String text(String text) {
        String masked = USER_INFO.matcher(text).replaceAll("$1" + MASKED + "@");
        masked = QUERY.matcher(masked).replaceAll("$1?" + MASKED);
        return SHAPES.matcher(masked).replaceAll(MASKED);
    }

    /** Settings and options: also what is named like a secret. */
    static String settings(String text) {
        String masked = text(text);
        for (Pattern value : VALUES) {
            masked = value.matcher(masked).replaceAll("$1$2" + MASKED);
        }
        return masked;
    }

    /** A program's arguments: also whatever is long and looks random. */
    static String arguments(String text) {
        return RANDOM.matcher(settings(text)).replaceAll(MASKED);
    }
}
