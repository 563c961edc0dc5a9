package dev.sallyport.harness.attribution;

import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.HttpSession;
import dev.sallyport.harness.servers.Server;
import java.io.IOException;

/** What servers are built on, and how this build starts one. */
enum Stack {
    SDK_SYNC("official SDK, sync", Transport.STDIO, Jars.SDK, "sync"),
    SDK_ASYNC("official SDK, async", Transport.STDIO, Jars.SDK, "async"),
    SDK_STATELESS("official SDK, stateless", Transport.HTTP, Jars.SDK, "stateless"),
    SPRING_STDIO("Spring AI, sync", Transport.STDIO, Jars.SPRING, "--spring.profiles.active=stdio"),
    SPRING_WEBMVC(
            "Spring AI, WebMVC", Transport.HTTP, Jars.SPRING, "--spring.profiles.active=webmvc"),
    SPRING_SSE(
            "Spring AI, WebMVC", Transport.SSE, Jars.SPRING, "--spring.profiles.active=webmvc,sse"),
    SPRING_WEBFLUX(
            "Spring AI, WebFlux", Transport.HTTP, Jars.SPRING, "--spring.profiles.active=webflux"),
    QUARKUS_STDIO("Quarkus", Transport.STDIO, "quarkus-stdio/target/quarkus-app/quarkus-run.jar"),
    QUARKUS_HTTP("Quarkus", Transport.HTTP, "quarkus-http/target/quarkus-app/quarkus-run.jar"),
    KOTLIN("Kotlin SDK", Transport.STDIO, "kotlin-stdio/target/kotlin-stdio.jar");

    private final String title;
    private final Transport transport;
    private final String jar;
    private final String argument;

    Stack(String title, Transport transport, String jar) {
        this(title, transport, jar, null);
    }

    Stack(String title, Transport transport, String jar, String argument) {
        this.title = title;
        this.transport = transport;
        this.jar = jar;
        this.argument = argument;
    }

    private enum Transport {
        STDIO("stdio"),
        HTTP("HTTP"),
        SSE("SSE");

        private final String title;

        Transport(String title) {
            this.title = title;
        }
    }

    /** Those of more than one stack. */
    private static final class Jars {
        static final String SDK = "sdk-stacks/target/sdk-stacks.jar";
        static final String SPRING = "spring-ai-stacks/target/spring-ai-stacks.jar";
    }

    /** A session with a server of its own. */
    Session session(GuardedJvm jvm) throws IOException {
        return switch (transport) {
            case STDIO -> Session.overStdio(jvm, Server.built(jar), arguments());
            case HTTP -> Session.overHttp(server(jvm));
            case SSE -> Session.overSse(server(jvm));
        };
    }

    /** Whether several clients may speak to one server, each request on its own. */
    boolean isOverHttp() {
        return transport == Transport.HTTP;
    }

    /** A server for as many sessions as come. */
    HttpSession server(GuardedJvm jvm) throws IOException {
        return HttpSession.start(jvm, Server.built(jar), arguments());
    }

    private String[] arguments() {
        return argument == null ? new String[0] : new String[] {argument};
    }

    @Override
    public String toString() {
        return title + ", " + transport.title;
    }
}
