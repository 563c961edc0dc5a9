package dev.sallyport.policy;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Files of one megabyte, each meant to make a reader slow, big or wrong. As a program it reads all
 * of them, so that a test can do that in a JVM with a small heap.
 */
final class NastyFiles {
    private static final int SIZE = 1 << 20;
    private static final String HEAD = "{\"version\": 1, \"server\": \"s\", ";

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private NastyFiles() {}

    /** Prints for each file its name, the milliseconds that it took and what came of it. */
    @SuppressWarnings("SystemOut") // a test program: this is how it answers
    public static void main(String[] args) {
        for (Map.Entry<String, Bytes> file : all().entrySet()) {
            byte[] text = file.getValue().make();
            long start = System.nanoTime();
            long cpuStart = PROCESS.getProcessCpuTime();
            String outcome = outcome(text);
            // The lesser of the two: other work on the machine stretches the one, idle cores that
            // compile and collect garbage the other.
            long cpu = PROCESS.getProcessCpuTime() - cpuStart;
            long millis = Math.min(cpu, System.nanoTime() - start) / 1_000_000;
            System.out.println(file.getKey() + "\t" + millis + "\t" + outcome);
        }
        System.out.println("done");
    }

    private static String outcome(byte[] text) {
        try {
            Policy policy = PolicyReader.read("p.json", text);
            return "read, " + (policy.allow().size() + policy.deny().size()) + " rules";
        } catch (PolicyException refused) {
            PolicyError first = refused.errors().get(0);
            return "refused, " + refused.errors().size() + ": " + first;
        } catch (RuntimeException | Error wrong) {
            return "WRONG " + wrong;
        }
    }

    /** Made when its turn comes: all at once would not fit the small heap. */
    private interface Bytes {
        byte[] make();
    }

    private static Map<String, Bytes> all() {
        Map<String, Bytes> files = new LinkedHashMap<>();
        broken(files);
        longValues(files);
        encodings(files);
        manyErrors(files);
        manyRules(files);
        return files;
    }

    private static void broken(Map<String, Bytes> files) {
        repeated(files, "blanks", "", " ", "");
        repeated(files, "line ends", "", "\r\n", "");
        repeated(files, "comments", "", "/**/", HEAD + "}");
        repeated(files, "an open comment", HEAD + "/*", "*", "");
        repeated(files, "a last line comment", HEAD + "} //", "/", "");
        repeated(files, "an open text", HEAD + "\"why\": \"", "a", "");
        repeated(files, "an open escape", HEAD + "\"why\": \"", "\\\"", "\\");
        repeated(files, "quotes", "", "\"", "");
        repeated(files, "commas", HEAD + "\"allow\": [", ",", "]}");
        repeated(files, "letters", HEAD + "\"allow\": ", "t", "");
        repeated(files, "deep lists", HEAD + "\"x\": ", "[", "");
        repeated(files, "deep objects", HEAD + "\"x\": ", "{\"a\":", "");
        repeated(files, "deep rules", HEAD + "\"allow\": ", "[", "");
        repeated(files, "wide and deep", HEAD + "\"x\": [", "[[[[[[]]]]]],", "[]]}");
    }

    private static void longValues(Map<String, Bytes> files) {
        String host = HEAD + "\"allow\": [{\"ports\": [1], \"host\": \"";
        repeated(files, "a long host", host, "a", "\"}]}");
        repeated(files, "many labels", host, "a.", "\"}]}");
        repeated(files, "many stars", host, "*.", "\"}]}");
        repeated(files, "a long IDN", host, "\u00fc.", "\"}]}");
        repeated(files, "a long address", host, "1:", "\"}]}");
        repeated(files, "a long quad", host, "1.", "\"}]}");
        repeated(files, "a long cidr", HEAD + "\"deny\": [{\"cidr\": \"", "::", "/8\"}]}");
        repeated(files, "a long path", HEAD + "\"deny\": [{\"unix\": \"", "/a", "\"}]}");
        String libraries = HEAD + "\"nativeLibraries\": {\"allow\": [\"";
        repeated(files, "a long pattern", libraries, "*a?", "\"]}}");
        String why = HEAD + "\"allow\": [{\"unix\": \"/a\", \"why\": \"";
        repeated(files, "a long why", why, "a", "\"}]}");
        repeated(files, "escapes", why, "\\u0041", "\"}]}");
        repeated(files, "backslashes", why, "\\\\", "\"}]}");
        repeated(files, "pairs", why, "\\ud83d\\ude00", "\"}]}");
        repeated(files, "half pairs", why, "\\ud800", "\"}]}");
        repeated(files, "a long key", HEAD + "\"", "k", "\": 1}");
        repeated(files, "a key of half pairs", HEAD + "\"", "\\udc00", "\": 1}");
        String ports = HEAD + "\"deny\": [{\"host\": \"a\", \"ports\": [";
        repeated(files, "a huge port", ports, "9", "]}]}");
        repeated(files, "a huge exponent", ports + "1e", "9", "]}]}");
        repeated(files, "a tiny port", ports + "0.", "0", "1]}]}");
        repeated(files, "a huge version", "{\"server\": \"s\", \"version\": 1", "0", "}");
    }

    private static void encodings(Map<String, Bytes> files) {
        String policy = HEAD + "\"deny\": [{\"unix\": \"/a\", \"why\": \"";
        for (String charset : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"}) {
            for (String mark : new String[] {"", "\ufeff"}) {
                int repeats = charset.equals("UTF-8") ? SIZE / 4 : SIZE / 5;
                String text = mark + policy + "\ud83d\ude00".repeat(repeats) + "\"}]}";
                byte[] bytes = text.getBytes(Charset.forName(charset));
                files.put(charset + (mark.isEmpty() ? "" : " with mark"), () -> bytes);
            }
        }
        files.put("half a UTF-16 unit", () -> Arrays.copyOf(utf16("a".repeat(SIZE / 2)), SIZE - 1));
        files.put("half a UTF-16 pair", () -> utf16("{\"a\": \"" + "\ud800".repeat(SIZE / 2)));
        files.put("no text at all", () -> filled((byte) 0xff));
        files.put("zeros", () -> filled((byte) 0));
        repeated(files, "marks", HEAD, "\ufeff", "}");
    }

    private static byte[] utf16(String text) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) text.charAt(i);
            bytes[2 * i + 1] = (byte) (text.charAt(i) >> 8);
        }
        return bytes;
    }

    private static byte[] filled(byte with) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, with);
        return bytes;
    }

    private static void manyErrors(Map<String, Bytes> files) {
        String rules = HEAD + "\"allow\": [";
        repeated(files, "one key many times", "{", "\"version\":1,", "\"server\": \"s\"}");
        numbered(files, "unknown keys", HEAD, i -> "\"k" + i + "\":0,", "\"x\": 0}");
        numbered(files, "keys near a known one", HEAD, i -> "\"alow" + i + "\":0,", "\"x\": 0}");
        repeated(files, "numbers for rules", rules, "0,", "0]}");
        repeated(files, "empty rules", rules, "{},", "{}]}");
        repeated(files, "empty names", rules, "\"\",", "\"\"]}");
        repeated(files, "bad ports", rules + "{\"unix\": \"/a\", \"ports\": [", "-1,", "-1]}]}");
        repeated(files, "bad words", rules, "{\"transport\":\"tcq\"},", "{}]}");
        repeated(files, "bad IDNs", rules, "\"\u2024.a:1\",", "\"b:1\"]}");
        repeated(files, "one id many times", rules, "{\"id\":\"x\",\"unix\":\"/a\"},", "{}]}");
    }

    private static void manyRules(Map<String, Bytes> files) {
        String rules = HEAD + "\"allow\": [";
        repeated(files, "one rule many times", rules, "\"a:1\",", "\"b:1\"]}");
        numbered(files, "short rules", rules, i -> "\"" + label(i) + ":1\",", "\"-:1\"]}");
        numbered(files, "IDN rules", rules, i -> "\"\u00fc" + label(i) + ":1\",", "\"-:1\"]}");
        numbered(
                files,
                "rules",
                rules,
                i -> "{\"host\":\"" + label(i) + "\",\"ports\":[1]},",
                "\"-:1\"]}");
        String deny = HEAD + "\"deny\": [";
        numbered(files, "wildcards", deny, i -> "{\"host\":\"*." + label(i) + "\"},", unix("/"));
        numbered(files, "ranges", deny, i -> "{\"cidr\":\"::" + hex(i) + "\"},", unix("/"));
        numbered(files, "sockets", deny, i -> "{\"unix\":\"/" + i + "\"},", unix("/"));
        numbered(files, "ids", deny, i -> "{\"id\":\"" + i + "\",\"unix\":\"/a\"},", unix("/"));
        String ports = deny + "{\"host\": \"a\", \"ports\": [";
        numbered(files, "falling ports", ports, i -> (65535 - i * 2 % 65535) + ",", "1]}]}");
        numbered(files, "rising ports", ports, i -> (1 + i * 2 % 65535) + ",", "1]}]}");
        repeated(files, "equal ports", ports, "1,", "1]}]}");
        repeated(files, "port ranges", ports, "\"1-9\",", "1]}]}");
        String addresses = rules + "{\"host\": \"a\", \"ports\": [1], \"addresses\": [";
        repeated(files, "addresses", addresses, "\"::\",", "\"::\"]}]}");
        repeated(files, "tools", deny + "{\"unix\": \"/a\", \"tools\": [", "\"t\",", "\"t\"]}]}");
        String callers = deny + "{\"unix\": \"/a\", \"callers\": [";
        repeated(files, "callers", callers, "\"a:b\",", "\"*.jar\"]}]}");
        repeated(files, "programs", HEAD + "\"processes\": {\"allow\": [", "\"/a\",", "\"/a\"]}}");
        repeated(
                files,
                "libraries",
                HEAD + "\"nativeLibraries\": {\"allow\": [",
                "\"a\",",
                "\"a\"]}}");
    }

    private static String unix(String path) {
        return "{\"unix\": \"" + path + "a\"}]}";
    }

    private static String label(int number) {
        return "a" + Integer.toString(number, 36);
    }

    private static String hex(int number) {
        return Integer.toHexString(number & 0xffff) + ":" + Integer.toHexString(number >>> 16);
    }

    private static void repeated(
            Map<String, Bytes> files, String name, String head, String piece, String tail) {
        int pieceSize = piece.getBytes(StandardCharsets.UTF_8).length;
        int repeats = (SIZE - head.length() - tail.length()) / pieceSize;
        files.put(
                name, () -> (head + piece.repeat(repeats) + tail).getBytes(StandardCharsets.UTF_8));
    }

    private static void numbered(
            Map<String, Bytes> files,
            String name,
            String head,
            IntFunction<String> piece,
            String tail) {
        files.put(
                name,
                () -> {
                    StringBuilder text = new StringBuilder(head);
                    for (int i = 0; text.length() < SIZE - 40; i++) {
                        text.append(piece.apply(i));
                    }
                    return text.append(tail).toString().getBytes(StandardCharsets.UTF_8);
                });
    }
}
