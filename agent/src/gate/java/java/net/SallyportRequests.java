package java.net;

import static java.net.SallyportParts.part;

import dev.sallyport.agent.gate.Pass;
import java.io.IOException;
import java.net.SallyportParts.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import sun.net.www.MessageHeader;
import sun.nio.ch.SallyportGate;

/**
 * What the hooked methods of HTTP clients call before a request leaves: each says of a request, and
 * of the connection that it is sent on, what {@link SallyportHead} has judged. Anyone may call
 * these methods: they only check, and teach the guard nothing but which name a learning run
 * proposes where two of them are proved.
 */
public final class SallyportRequests {
    private static final String HOST = "host";
    private static final String HOST_LINE = "host:";

    // Of the JDK's own client, on whose way a part that is asked for by name would be felt.
    private static final Part HTTP1_CONNECTION = new Part("connection");
    private static final Part CHANNEL = new Part("chan", "channel()");
    private static final Part IS_SECURE = new Part("isSecure()");
    private static final Part HTTP2_CONNECTION = new Part("connection");
    private static final Part CONNECTION = new Part("connection");
    private static final Part PSEUDO_HEADERS = new Part("requestPseudoHeaders");
    private static final Part USER_HEADERS = new Part("user", "getUserHeaders()");
    private static final Part SYSTEM_HEADERS = new Part("system", "getSystemHeaders()");
    private static final Part HEADERS = new Part("headers", "map()");

    private SallyportRequests() {}

    // ---- the JDK's clients

    /** Return of {@code Http1Request.headers}: the head as it will be sent. */
    public static List<?> head(List<?> buffers, Object request) throws IOException {
        Object connection = HTTP1_CONNECTION.of(request);
        SallyportHead head = SallyportHead.on(CHANNEL.of(connection));
        if (head != null && buffers != null) {
            boolean secure = Boolean.TRUE.equals(IS_SECURE.of(connection));
            read(text(buffers), head.by(secure ? "https" : "http"));
            head.judge();
        }
        return buffers;
    }

    private static String text(List<?> buffers) {
        String text = "";
        for (int i = 0; i < buffers.size(); i++) {
            ByteBuffer buffer = (ByteBuffer) buffers.get(i);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            String more = new String(bytes, StandardCharsets.ISO_8859_1);
            text = i == 0 ? more : text.concat(more);
        }
        return text;
    }

    private static void read(String text, SallyportHead head) {
        int end = text.indexOf("\r\n");
        request(end < 0 ? text : text.substring(0, end), head);
        while (end >= 0) {
            int from = end + 2;
            int value = from + HOST_LINE.length();
            end = text.indexOf("\r\n", from);
            if (value <= end && text.regionMatches(true, from, HOST_LINE, 0, HOST_LINE.length())) {
                head.header(HOST, text.substring(value, end).trim());
            }
        }
    }

    private static void request(String line, SallyportHead head) {
        int target = line.indexOf(' ') + 1;
        int version = line.lastIndexOf(' ');
        if (target > 0 && version >= target) {
            head.asks(line.substring(0, target - 1), line.substring(target, version));
        }
    }

    /** Return of {@code Stream.headerFrame}: a request of HTTP/2. */
    public static Object frame(Object frame, Object stream) throws IOException {
        Object channel = CHANNEL.of(CONNECTION.of(HTTP2_CONNECTION.of(stream)));
        Map<?, ?> pseudo = map(PSEUDO_HEADERS.of(stream));
        Map<?, ?> user = map(USER_HEADERS.of(frame));
        Map<?, ?> system = map(SYSTEM_HEADERS.of(frame));
        Object scheme = first(pseudo, ":scheme");
        // The one that could be asked for again; a Host header is looked at each time.
        Object authority =
                scheme != null && user.get(HOST) == null && system.get(HOST) == null
                        ? only(pseudo, ":authority")
                        : null;
        if (authority != null && SallyportPasses.cover(channel, scheme, authority)) {
            return frame;
        }
        SallyportHead head = SallyportHead.on(channel);
        if (head != null && frame != null) {
            head.by(scheme);
            head.asks(first(pseudo, ":method"), first(pseudo, ":path"));
            addHosts(head, pseudo, ":authority");
            addHosts(head, user, HOST);
            addHosts(head, system, HOST);
            head.judge();
            Pass pass = authority == null ? null : head.pass();
            if (pass != null) {
                SallyportPasses.keep(channel, scheme, authority, pass);
            }
        }
        return frame;
    }

    private static Map<?, ?> map(Object headers) {
        Object map = HEADERS.of(headers);
        return map instanceof Map ? (Map<?, ?>) map : Map.of();
    }

    private static Object first(Map<?, ?> headers, String name) {
        Object values = headers.get(name);
        return values instanceof List && !((List<?>) values).isEmpty()
                ? ((List<?>) values).get(0)
                : null;
    }

    private static Object only(Map<?, ?> headers, String name) {
        Object values = headers.get(name);
        return values instanceof List && ((List<?>) values).size() == 1
                ? ((List<?>) values).get(0)
                : null;
    }

    private static void addHosts(SallyportHead head, Map<?, ?> headers, String name) {
        Object values = headers.get(name);
        if (values instanceof List) {
            for (Object value : (List<?>) values) {
                head.header(name, value);
            }
        }
    }

    /** Entry of {@code sun.net.www.http.HttpClient.writeRequests}. */
    public static void urlConnection(Object client, Object headers) throws IOException {
        SallyportHead head = SallyportHead.on(part(client, "serverSocket"));
        if (head == null || !(headers instanceof MessageHeader)) {
            return;
        }
        MessageHeader lines = (MessageHeader) headers;
        request(String.valueOf(lines.getKey(0)), head);
        for (int i = 1; lines.getKey(i) != null || lines.getValue(i) != null; i++) {
            head.header(lines.getKey(i), lines.getValue(i));
        }
        head.judge();
    }

    // ---- OkHttp

    /** Entry of {@code writeRequest} of HTTP/1. */
    public static void okHttp(Object codec, Object headers, String line) throws IOException {
        SallyportHead head = okHttp(codec);
        Object lines = part(headers, "namesAndValues");
        if (head != null && line != null && lines instanceof String[]) {
            request(line, head);
            addAll(head, (String[]) lines);
            head.judge();
        }
    }

    /** Entry of {@code writeRequestHeaders} of HTTP/2's codec. */
    public static void okHttp(Object codec, Object request) throws IOException {
        SallyportHead head = okHttp(codec);
        Object url = part(request, "url()");
        Object lines = part(part(request, "headers()"), "namesAndValues");
        if (head != null && url != null && lines instanceof String[]) {
            // The authority is the Host header; of the URL, there is just the path besides.
            String[] given = (String[]) lines;
            head.asks(part(request, "method()"), url);
            addAll(head, given);
            head.judge();
        }
    }

    /**
     * Entry of {@code Exchange.writeRequestHeaders}: of HTTP/1 the request is judged here as well,
     * for what fails while the head is written is not told before an answer was waited for.
     */
    public static void okHttpExchange(Object exchange, Object request) throws IOException {
        Object codec = part(exchange, "codec");
        if (codec != null && !codec.getClass().getName().contains(".http2.")) {
            okHttp(codec, request);
        }
    }

    private static void addAll(SallyportHead head, String[] namesAndValues) {
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            head.header(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    /** Its socket is asked, and the route where that has none yet: a tunnel is being opened. */
    private static SallyportHead okHttp(Object codec) {
        Object connection = part(codec, "connection()");
        if (connection == null) {
            connection = part(codec, "getConnection()");
        }
        if (connection == null) {
            connection = part(codec, "getCarrier()");
        }
        Object socket = part(connection, "socket()");
        return SallyportHead.on(
                socket != null ? socket : part(part(connection, "getRoute()"), "socketAddress()"));
    }

    // ---- Apache

    /** Entry of {@code sendRequestHeader} and {@code submitRequest} of version 4. */
    public static void apache4(Object connection, Object request) throws IOException {
        Object socket = part(connection, "getSocket()");
        SallyportHead head =
                SallyportHead.on(
                        socket != null
                                ? socket
                                : part(part(connection, "session"), "getRemoteAddress()"));
        Object line = part(request, "getRequestLine()");
        if (head != null && line != null) {
            head.asks(part(line, "getMethod()"), part(line, "getUri()"));
            addAll(head, part(request, "getAllHeaders()"));
            judgeForApache(head);
        }
    }

    /** Entry of {@code sendRequestHeader} and {@code commitMessageHead} of version 5. */
    public static void apache5(Object connection, Object message) throws IOException {
        Object target = part(message, "getRequestUri()");
        SallyportHead head =
                target == null ? null : SallyportHead.on(part(connection, "getRemoteAddress()"));
        if (head != null) {
            head.asks(part(message, "getMethod()"), target);
            addAll(head, part(message, "getHeaders()"));
            judgeForApache(head);
        }
    }

    /** Apache's clients try again whatever fails, but a connect. */
    private static void judgeForApache(SallyportHead head) throws ConnectException {
        String refusal = head.refusal();
        if (refusal != null) {
            throw new ConnectException(refusal);
        }
    }

    /** Entry of {@code commitHeaders}: a request, a response or what follows a body. */
    public static void apache5(Object connection, int stream, List<?> headers) throws IOException {
        SallyportHead head = frame(part(connection, "getRemoteAddress()"), headers);
        if (head != null) {
            judgeForApache(head);
        }
    }

    private static void addAll(SallyportHead head, Object headers) {
        Iterable<?> each = headers instanceof Iterable ? (Iterable<?>) headers : List.of();
        for (Object header : headers instanceof Object[] ? List.of((Object[]) headers) : each) {
            head.header(part(header, "getName()"), part(header, "getValue()"));
        }
    }

    // ---- Jetty

    /** Entry of what sends a head of HTTP/1. */
    public static void jetty(Object sending) throws IOException {
        Object sender = part(sending, "this$0");
        Object connection = part(part(sender, "getHttpChannel()"), "getHttpConnection()");
        SallyportHead head = SallyportHead.on(remote(part(connection, "getEndPoint()")));
        Object request = part(part(sender, "getHttpExchange()"), "getRequest()");
        if (head != null && request != null) {
            head.asks(part(request, "getMethod()"), part(request, "getPath()"));
            addAll(head, part(request, "getHeaders()"));
            head.judge();
        }
    }

    /** Entry of {@code HTTP2Session.newStream}: from 10 on nobody looks at what it throws. */
    public static void jetty(Object session, Object frames, Object promise) throws IOException {
        Object list = part(frames, "frames");
        Object request =
                list instanceof List && !((List<?>) list).isEmpty()
                        ? part(((List<?>) list).get(0), "getMetaData()")
                        : null;
        Object method = part(request, "getMethod()");
        SallyportHead head =
                method == null ? null : SallyportHead.on(remote(part(session, "getEndPoint()")));
        if (head != null) {
            Object uri = part(request, "getHttpURI()");
            head.asks(method, uri != null ? uri : part(request, "getURIString()"));
            Object fields = part(request, "getHttpFields()");
            addAll(head, fields != null ? fields : part(request, "getFields()"));
            String refusal = head.refusal();
            if (refusal != null) {
                ProtocolException refused = new ProtocolException(refusal);
                SallyportParts.tell(promise, "failed", refused);
                throw refused;
            }
        }
    }

    private static Object remote(Object endPoint) {
        Object remote = part(endPoint, "getRemoteSocketAddress()");
        return remote != null ? remote : part(endPoint, "getRemoteAddress()");
    }

    // ---- Netty's codecs

    /** Entry of {@code HttpObjectEncoder.encode}: a request, or a response or a part of one. */
    public static void netty(Object context, Object message) throws IOException {
        Object target = part(message, "uri()");
        SallyportHead head = target == null ? null : SallyportHead.on(nettyRemote(context));
        if (head != null) {
            head.asks(part(message, "method()"), target);
            Object lines = part(part(message, "headers()"), "iteratorCharSequence()");
            if (lines instanceof Iterator) {
                for (Iterator<?> each = (Iterator<?>) lines; each.hasNext(); ) {
                    Object line = each.next();
                    head.header(part(line, "getKey()"), part(line, "getValue()"));
                }
            }
            String refusal = head.refusal();
            if (refusal != null) {
                ProtocolException refused = new ProtocolException(refusal);
                // Who does not look at what became of a write would wait for an answer for ever.
                SallyportParts.tell(context, "fireExceptionCaught", refused);
                throw refused;
            }
        }
    }

    /** Entry of {@code DefaultHttp2ConnectionEncoder.writeHeaders}, of client and server. */
    public static void netty(Object context, int stream, Object headers) throws IOException {
        SallyportHead head =
                headers instanceof Iterable
                        ? frame(nettyRemote(context), (Iterable<?>) headers)
                        : null;
        String refusal = head == null ? null : head.refusal();
        if (refusal != null) {
            ProtocolException refused = new ProtocolException(refusal);
            SallyportHttp2.fail(context, stream, refused);
            throw refused;
        }
    }

    private static Object nettyRemote(Object context) {
        return part(part(context, "channel()"), "remoteAddress()");
    }

    /** Entry of {@code DnsResolveContext.doSearchDomainQuery}. */
    public static void searching(Object context, String completed) {
        Object asked = part(context, "hostname");
        if (asked instanceof String && completed != null) {
            SallyportGate.completes((String) asked, completed);
        }
    }

    // ---- HTTP/2, where the request line is among the headers

    /** {@code null} for what is no request. */
    private static SallyportHead frame(Object remote, Iterable<?> headers) {
        SallyportHead head = headers == null ? null : SallyportHead.on(remote);
        if (head == null) {
            return null;
        }
        Object method = null;
        Object path = null;
        Object scheme = null;
        for (Object header : headers) {
            boolean isEntry = header instanceof Map.Entry;
            Object key = isEntry ? ((Map.Entry<?, ?>) header).getKey() : part(header, "getName()");
            Object value =
                    isEntry ? ((Map.Entry<?, ?>) header).getValue() : part(header, "getValue()");
            String name = String.valueOf(key);
            if (name.equals(":status")) {
                return null;
            }
            if (name.equals(":method")) {
                method = value;
            } else if (name.equals(":path")) {
                path = value;
            } else if (name.equals(":scheme")) {
                scheme = value;
            }
            head.header(name, value);
        }
        return method == null ? null : head.by(scheme).asks(method, path);
    }
}
