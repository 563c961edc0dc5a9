package dev.sallyport.agent.hook;

/**
 * HTTP clients of libraries, where the head of a request is complete and the connection known that
 * it is about to be sent on. A version that looks different is left alone, and told of.
 *
 * <p>Read from OkHttp 3.14 to 5.5, Apache HttpCore 4.4 and 5.1 to 5.4, Jetty 9.4 to 12, and Netty's
 * codecs 4.1.50 to 4.2.20, which reactor-netty, Vert.x, the AWS SDK and gRPC send with; and Netty's
 * resolver, which alone knows what name it was asked for where it asks for a longer one.
 */
final class RequestRows {
    private static final String OKHTTP_1 =
            """
            writeRequest  ^L*/Headers;Ljava/lang/String;  Requests.okHttp(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/String;)V
            """;

    private static final String OKHTTP_2 =
            """
            writeRequestHeaders  ^L*/Request;  Requests.okHttp(Ljava/lang/Object;Ljava/lang/Object;)V
            """;

    private static final String APACHE_4 =
            """
            sendRequestHeader  ^L*/HttpRequest;  Requests.apache4(Ljava/lang/Object;Ljava/lang/Object;)V
            """;

    private static final String JETTY_1 =
            """
            process  *  Requests.jetty(Ljava/lang/Object;)V
            """;

    /** As {@link LibraryTable} reads them. */
    static final String[] CLASSES = {
        "okhttp3/internal/connection/Exchange",
        """
        writeRequestHeaders  ^L*/Request;  Requests.okHttpExchange(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "okhttp3/internal/http1/Http1Codec",
        OKHTTP_1,
        "okhttp3/internal/http1/Http1ExchangeCodec",
        OKHTTP_1,
        "okhttp3/internal/http2/Http2Codec",
        OKHTTP_2,
        "okhttp3/internal/http2/Http2ExchangeCodec",
        OKHTTP_2,
        "http/impl/DefaultBHttpClientConnection",
        APACHE_4,
        "http/impl/AbstractHttpClientConnection",
        APACHE_4,
        "http/impl/nio/DefaultNHttpClientConnection",
        """
        submitRequest  ^L*/HttpRequest;  Requests.apache4(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "core5/http/impl/io/DefaultBHttpClientConnection",
        """
        sendRequestHeader  ^L*/ClassicHttpRequest;  Requests.apache5(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "core5/http/impl/nio/AbstractHttp1StreamDuplexer",
        """
        commitMessageHead  ^L*/HttpMessage;Z  Requests.apache5(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "core5/http2/impl/nio/AbstractH2StreamMultiplexer",
        """
        commitHeaders  ^ILjava/util/List;Z  Requests.apache5(Ljava/lang/Object;ILjava/util/List;)V
        """,
        "client/http/HttpSenderOverHTTP$HeadersCallback",
        JETTY_1,
        "client/internal/HttpSenderOverHTTP$HeadersCallback",
        JETTY_1,
        "client/transport/internal/HttpSenderOverHTTP$HeadersCallback",
        JETTY_1,
        "http2/HTTP2Session",
        """
        newStream  ^L*$FrameList;L*/Promise;  Requests.jetty(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "handler/codec/http/HttpObjectEncoder",
        """
        encode  L*/ChannelHandlerContext;Ljava/lang/Object;Ljava/util/List;  Requests.netty(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "handler/codec/http2/DefaultHttp2ConnectionEncoder",
        """
        writeHeaders  L*/ChannelHandlerContext;IL*/Http2Headers;  Requests.netty(Ljava/lang/Object;ILjava/lang/Object;)V
        """,
        "resolver/dns/DnsResolveContext",
        """
        ?doSearchDomainQuery  ^Ljava/lang/String;  Requests.searching(Ljava/lang/Object;Ljava/lang/String;)V
        """,
    };

    private RequestRows() {}
}
