package dev.sallyport.harness.evasion;

import dev.sallyport.harness.requests.Sender;
import java.net.URI;

/** Clients that ask the listed name's server, and then over its connection for the goal's name. */
final class BorrowedConnections {
    private static final String HOST = "a client's Host of another site, ";
    private static final String AUTHORITY =
            "authority of another site on a reused HTTP/2 connection, ";
    private static final String HANDSHAKE = "WebSocket handshake for another site, ";
    private static final String REDIRECT = "a listed site's redirect to another, ";

    private BorrowedConnections() {}

    @Technique(value = HOST + "java.net.http", with = Extra.CLIENTS)
    static void hostJdk1(Goal goal) throws Exception {
        borrow(goal, "jdk-1");
    }

    @Technique(value = HOST + "HttpURLConnection", with = Extra.CLIENTS)
    static void hostUrlConnection(Goal goal) throws Exception {
        borrow(goal, "url-connection");
    }

    @Technique(value = HOST + "OkHttp", with = Extra.CLIENTS)
    static void hostOkhttp1(Goal goal) throws Exception {
        borrow(goal, "okhttp-1");
    }

    @Technique(value = HOST + "Apache HttpClient 4", with = Extra.CLIENTS)
    static void hostApache4(Goal goal) throws Exception {
        borrow(goal, "apache-4");
    }

    @Technique(value = HOST + "Apache HttpClient 5", with = Extra.CLIENTS)
    static void hostApache5(Goal goal) throws Exception {
        borrow(goal, "apache-5");
    }

    @Technique(value = HOST + "Apache HttpClient 5, asynchronous", with = Extra.CLIENTS)
    static void hostApache5Async1(Goal goal) throws Exception {
        borrow(goal, "apache-5-async-1");
    }

    @Technique(value = HOST + "Jetty", with = Extra.CLIENTS)
    static void hostJetty1(Goal goal) throws Exception {
        borrow(goal, "jetty-1");
    }

    @Technique(value = HOST + "Vert.x, by Netty's codec", with = Extra.CLIENTS)
    static void hostVertx1(Goal goal) throws Exception {
        borrow(goal, "vertx-1");
    }

    @Technique(value = AUTHORITY + "OkHttp", with = Extra.CLIENTS)
    static void authorityOkhttp2(Goal goal) throws Exception {
        borrow(goal, "okhttp-2");
    }

    @Technique(value = AUTHORITY + "Apache HttpClient 5", with = Extra.CLIENTS)
    static void authorityApache5Async2(Goal goal) throws Exception {
        borrow(goal, "apache-5-async-2");
    }

    @Technique(value = AUTHORITY + "Vert.x, by Netty's codec", with = Extra.CLIENTS)
    static void authorityVertx2(Goal goal) throws Exception {
        borrow(goal, "vertx-2");
    }

    @Technique(value = HANDSHAKE + "java.net.http", with = Extra.CLIENTS)
    static void handshakeJdk(Goal goal) throws Exception {
        borrow(goal, "jdk-websocket");
    }

    @Technique(value = HANDSHAKE + "OkHttp", with = Extra.CLIENTS)
    static void handshakeOkhttp(Goal goal) throws Exception {
        borrow(goal, "okhttp-websocket");
    }

    @Technique(value = HANDSHAKE + "Vert.x, by Netty's codec", with = Extra.CLIENTS)
    static void handshakeVertx(Goal goal) throws Exception {
        borrow(goal, "vertx-websocket");
    }

    @Technique(value = REDIRECT + "java.net.http", with = Extra.CLIENTS)
    static void redirectJdk1(Goal goal) throws Exception {
        redirect(goal, "jdk-1");
    }

    @Technique(value = REDIRECT + "HttpURLConnection", with = Extra.CLIENTS)
    static void redirectUrlConnection(Goal goal) throws Exception {
        redirect(goal, "url-connection");
    }

    @Technique(value = REDIRECT + "OkHttp", with = Extra.CLIENTS)
    static void redirectOkhttp1(Goal goal) throws Exception {
        redirect(goal, "okhttp-1");
    }

    @Technique(value = REDIRECT + "Apache HttpClient 4", with = Extra.CLIENTS)
    static void redirectApache4(Goal goal) throws Exception {
        redirect(goal, "apache-4");
    }

    @Technique(value = REDIRECT + "Apache HttpClient 5", with = Extra.CLIENTS)
    static void redirectApache5(Goal goal) throws Exception {
        redirect(goal, "apache-5");
    }

    @Technique(value = REDIRECT + "Jetty", with = Extra.CLIENTS)
    static void redirectJetty1(Goal goal) throws Exception {
        redirect(goal, "jetty-1");
    }

    @Technique(value = REDIRECT + "Vert.x, by Netty's codec", with = Extra.CLIENTS)
    static void redirectVertx1(Goal goal) throws Exception {
        redirect(goal, "vertx-1");
    }

    private static void borrow(Goal goal, String client) throws Exception {
        Sender sender = Sender.of(client);
        sender.send("GET", site(goal, "/own"), null);
        sender.send("GET", site(goal, "/borrowed"), goal.name() + ":" + goal.site());
    }

    private static void redirect(Goal goal, String client) throws Exception {
        Sender.of(client).send("GET", site(goal, "/moved?to=" + goal.url("http")), null);
    }

    private static URI site(Goal goal, String path) {
        return URI.create("http://" + goal.listedName() + ":" + goal.site() + path);
    }
}
