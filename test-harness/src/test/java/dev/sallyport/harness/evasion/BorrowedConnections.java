package dev.sallyport.harness.evasion;

import dev.sallyport.harness.requests.Sender;
import java.net.URI;

/** Clients that ask the listed name's server, and then over its connection for the goal's name. */
final class BorrowedConnections {
    private BorrowedConnections() {}

    @Technique(value = "a client's Host of another site, java.net.http", with = Extra.CLIENTS)
    static void hostJdk1(Goal goal) throws Exception {
        borrow(goal, "jdk-1");
    }

    @Technique(value = "a client's Host of another site, HttpURLConnection", with = Extra.CLIENTS)
    static void hostUrlConnection(Goal goal) throws Exception {
        borrow(goal, "url-connection");
    }

    @Technique(value = "a client's Host of another site, OkHttp", with = Extra.CLIENTS)
    static void hostOkhttp1(Goal goal) throws Exception {
        borrow(goal, "okhttp-1");
    }

    @Technique(value = "a client's Host of another site, Apache HttpClient 4", with = Extra.CLIENTS)
    static void hostApache4(Goal goal) throws Exception {
        borrow(goal, "apache-4");
    }

    @Technique(value = "a client's Host of another site, Apache HttpClient 5", with = Extra.CLIENTS)
    static void hostApache5(Goal goal) throws Exception {
        borrow(goal, "apache-5");
    }

    @Technique(
            value = "a client's Host of another site, Apache HttpClient 5, asynchronous",
            with = Extra.CLIENTS)
    static void hostApache5Async1(Goal goal) throws Exception {
        borrow(goal, "apache-5-async-1");
    }

    @Technique(value = "a client's Host of another site, Jetty", with = Extra.CLIENTS)
    static void hostJetty1(Goal goal) throws Exception {
        borrow(goal, "jetty-1");
    }

    @Technique(
            value = "a client's Host of another site, Vert.x, by Netty's codec",
            with = Extra.CLIENTS)
    static void hostVertx1(Goal goal) throws Exception {
        borrow(goal, "vertx-1");
    }

    @Technique(
            value = "authority of another site on a reused HTTP/2 connection, OkHttp",
            with = Extra.CLIENTS)
    static void authorityOkhttp2(Goal goal) throws Exception {
        borrow(goal, "okhttp-2");
    }

    @Technique(
            value = "authority of another site on a reused HTTP/2 connection, Apache HttpClient 5",
            with = Extra.CLIENTS)
    static void authorityApache5Async2(Goal goal) throws Exception {
        borrow(goal, "apache-5-async-2");
    }

    @Technique(
            value =
                    "authority of another site on a reused HTTP/2 connection, Vert.x, by Netty's"
                            + " codec",
            with = Extra.CLIENTS)
    static void authorityVertx2(Goal goal) throws Exception {
        borrow(goal, "vertx-2");
    }

    @Technique(value = "WebSocket handshake for another site, java.net.http", with = Extra.CLIENTS)
    static void handshakeJdk(Goal goal) throws Exception {
        borrow(goal, "jdk-websocket");
    }

    @Technique(value = "WebSocket handshake for another site, OkHttp", with = Extra.CLIENTS)
    static void handshakeOkhttp(Goal goal) throws Exception {
        borrow(goal, "okhttp-websocket");
    }

    @Technique(
            value = "WebSocket handshake for another site, Vert.x, by Netty's codec",
            with = Extra.CLIENTS)
    static void handshakeVertx(Goal goal) throws Exception {
        borrow(goal, "vertx-websocket");
    }

    @Technique(value = "a listed site's redirect to another, java.net.http", with = Extra.CLIENTS)
    static void redirectJdk1(Goal goal) throws Exception {
        redirect(goal, "jdk-1");
    }

    @Technique(
            value = "a listed site's redirect to another, HttpURLConnection",
            with = Extra.CLIENTS)
    static void redirectUrlConnection(Goal goal) throws Exception {
        redirect(goal, "url-connection");
    }

    @Technique(value = "a listed site's redirect to another, OkHttp", with = Extra.CLIENTS)
    static void redirectOkhttp1(Goal goal) throws Exception {
        redirect(goal, "okhttp-1");
    }

    @Technique(
            value = "a listed site's redirect to another, Apache HttpClient 4",
            with = Extra.CLIENTS)
    static void redirectApache4(Goal goal) throws Exception {
        redirect(goal, "apache-4");
    }

    @Technique(
            value = "a listed site's redirect to another, Apache HttpClient 5",
            with = Extra.CLIENTS)
    static void redirectApache5(Goal goal) throws Exception {
        redirect(goal, "apache-5");
    }

    @Technique(value = "a listed site's redirect to another, Jetty", with = Extra.CLIENTS)
    static void redirectJetty1(Goal goal) throws Exception {
        redirect(goal, "jetty-1");
    }

    @Technique(
            value = "a listed site's redirect to another, Vert.x, by Netty's codec",
            with = Extra.CLIENTS)
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
