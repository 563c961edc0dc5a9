package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads the values of a rule's keys, each by itself. Null after an error. */
final class RuleFields {
    private static final List<String> SECTIONS =
            List.of("processes", "nativeLibraries", "agents", "presets", "proxies");

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_METHOD = 32;
    private static final String[] TRANSPORTS = {"tcp", "udp"};

    private final JsonCursor in;

    RuleFields(JsonCursor in) {
        this.in = in;
    }

    void read(String key, RuleDraft draft) throws JsonException {
        switch (key) {
            case "host" -> readHost(draft);
            case "cidr" -> draft.range = range();
            case "unix" -> readUnix(draft);
            case "ports" -> draft.ports = ports();
            case "transport" -> readTransport(draft);
            case "addresses" -> draft.addresses = addresses();
            case "tools" -> readTools(draft);
            case "callers" -> readCallers(draft);
            case "methods" -> readMethods(draft);
            case "paths" -> readPaths(draft);
            case "expires" -> readExpires(draft);
            case "why" -> draft.why = in.text("a text");
            case "quiet" -> draft.quiet = in.truth();
            case "onViolation" -> draft.onViolation = Texts.onViolation(in);
            default -> throw new IllegalStateException(key);
        }
    }

    String id() throws JsonException {
        String id = in.text("an id");
        if (id == null) {
            return null;
        }
        boolean good = !id.isEmpty() && id.length() <= LONGEST_ID;
        for (int i = 0; good && i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            good = letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        }
        if (!good) {
            in.error(
                    Printable.quoted(id)
                            + " is no id; give 1 to "
                            + LONGEST_ID
                            + " letters, digits, '.', '_' or '-'");
            return null;
        }
        if (SECTIONS.contains(id)) {
            in.error("\"" + id + "\" is how verdicts name that section; choose another id");
            return null;
        }
        return id;
    }

    /** Reads {@code "api.weather.gov:443"}. */
    void readShort(RuleDraft draft) throws JsonException {
        String text = in.text("a rule");
        if (text == null) {
            return;
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? -1 : Ports.parse(text.substring(colon + 1));
        if (AddressLiteral.parse(text) != null || isAddress(host)) {
            in.error(Printable.quoted(text) + " is an address; give an object with cidr and ports");
        } else if (port < 0) {
            in.error(
                    Printable.quoted(text)
                            + " has no port (1 to 65535) at its end; write \"host:port\"");
        } else {
            draft.host = pattern(host, true);
            draft.ports = Ports.of(Ports.range(port, port));
        }
    }

    private static boolean isAddress(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        String literal = brackets ? host.substring(1, host.length() - 1) : host;
        return AddressLiteral.parse(literal) != null;
    }

    private void readHost(RuleDraft draft) throws JsonException {
        String text = in.text("a host name");
        if (text == null) {
            return;
        }
        if (isAddress(text)) {
            in.error(Printable.quoted(text) + " is an address; write it under cidr");
        } else {
            draft.host = pattern(text, draft.allows);
        }
    }

    private HostPattern pattern(String host, boolean allow) {
        try {
            return allow ? HostPattern.forAllow(host) : HostPattern.forDeny(host);
        } catch (IllegalArgumentException refused) {
            String mend = "";
            if (host.contains("://")) {
                mend = "; give the host name of the URL alone";
            } else if (host.indexOf(':') >= 0) {
                mend = "; a port goes under ports";
            }
            in.error(Printable.quoted(host) + " " + refused.getMessage() + mend);
            return null;
        }
    }

    private AddressRange range() throws JsonException {
        String text = in.text("an address or a range");
        if (text == null) {
            return null;
        }
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException refused) {
            in.error(Printable.quoted(text) + " " + refused.getMessage());
            return null;
        }
    }

    private List<AddressRange> addresses() throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of addresses and ranges");
        if (list < 0) {
            return null;
        }
        List<AddressRange> ranges = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            AddressRange range = range();
            if (range != null) {
                ranges.add(range);
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one address or more or leave it out");
        }
        return ranges;
    }

    private void readUnix(RuleDraft draft) throws JsonException {
        String path = in.text("the absolute path of a socket");
        if (path == null) {
            return;
        }
        String problem = AbsolutePath.problem(path);
        if (problem == null) {
            draft.unixPath = path;
        } else {
            in.error(Printable.quoted(path) + " " + problem);
        }
    }

    private Ports ports() throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of ports");
        if (list < 0) {
            return null;
        }
        List<Long> ranges = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            long range = portRange();
            if (range >= 0) {
                ranges.add(range);
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one port or more, as in [443]");
        }
        return Ports.of(ranges.toArray(new Long[0]));
    }

    /** One element of ports as {@link Ports#range} makes it; -1 after an error. */
    private long portRange() throws JsonException {
        if (in.isNumber()) {
            String number = in.number("a port");
            int port = Ports.parse(number);
            if (port < 0) {
                in.error(Printable.plain(number) + " is no port (1 to 65535)");
                return -1;
            }
            return Ports.range(port, port);
        }
        String text = in.text("a port number or a range \"lo-hi\"");
        if (text == null) {
            return -1;
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            boolean port = Ports.parse(text) > 0;
            in.error(
                    Printable.quoted(text)
                            + (port
                                    ? " is a text; write the number " + text
                                    : " is no port or range")
                            + (port ? "" : "; write a number, or a range as \"8000-8010\""));
            return -1;
        }
        int low = Ports.parse(text.substring(0, dash));
        int high = Ports.parse(text.substring(dash + 1));
        if (low < 0 || high < 0) {
            in.error(Printable.quoted(text) + " is no range of ports (1 to 65535)");
            return -1;
        }
        if (low > high) {
            in.error("\"" + text + "\" is the wrong way round; write \"" + high + "-" + low + "\"");
            return -1;
        }
        return Ports.range(low, high);
    }

    private void readTransport(RuleDraft draft) throws JsonException {
        String text = in.text("\"tcp\" or \"udp\"");
        if (text != null) {
            draft.transport = Transport.ofWire(text);
            if (draft.transport == null) {
                in.error(Texts.noneOf(text, TRANSPORTS));
            }
        }
    }

    private void readTools(RuleDraft draft) throws JsonException {
        List<String> tools = Texts.names(in, "tool names");
        if (tools != null) {
            draft.tools = tools;
        }
    }

    private void readCallers(RuleDraft draft) throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of callers");
        if (list < 0) {
            return;
        }
        List<CallerPattern> callers = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            String text = in.text("a caller as group:artifact, a jar's name or \"unknown\"");
            try {
                if (text != null) {
                    callers.add(CallerPattern.parse(text));
                }
            } catch (IllegalArgumentException refused) {
                in.error(Printable.quoted(text) + " " + refused.getMessage());
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one or more callers or leave it out");
        }
        draft.callers = callers;
    }

    private void readMethods(RuleDraft draft) throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of HTTP methods");
        if (list < 0) {
            return;
        }
        List<String> methods = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            String method = in.text("an HTTP method");
            if (method != null && isMethod(method)) {
                methods.add(method);
            } else if (method != null) {
                in.error(
                        Printable.quoted(method)
                                + " is no HTTP method; write it in upper case, as \"GET\"");
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one method or more or leave it out");
        }
        draft.methods = methods;
    }

    private static boolean isMethod(String text) {
        boolean good = !text.isEmpty() && text.length() <= LONGEST_METHOD;
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = (c >= 'A' && c <= 'Z') || (i > 0 && (c == '-' || c == '_'));
        }
        return good;
    }

    private void readPaths(RuleDraft draft) throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of paths");
        if (list < 0) {
            return;
        }
        List<RequestPattern> paths = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            String text = in.text("a path as \"/points/**\"");
            try {
                if (text != null) {
                    paths.add(RequestPattern.parse(text));
                }
            } catch (IllegalArgumentException refused) {
                in.error(Printable.quoted(text) + " " + refused.getMessage());
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one path or more or leave it out");
        }
        draft.paths = paths;
    }

    private void readExpires(RuleDraft draft) throws JsonException {
        String text = in.text("a date as yyyy-MM-dd");
        if (text != null) {
            draft.expires = IsoDate.epochDay(text);
            if (draft.expires == IsoDate.NONE) {
                in.error(Printable.quoted(text) + " is no date; write one as yyyy-MM-dd");
            }
        }
    }
}
