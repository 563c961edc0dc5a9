package dev.sallyport.harness.attribution;

import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.Server;
import java.io.IOException;
import java.nio.file.Path;

/** What servers are built on, and how this build starts one. */
enum Stack {
    SDK_SYNC("official SDK, sync", Transport.STDIO, Jars.SDK, "sync"),
    SDK_ASYNC("official SDK, async", Transport.STDIO, Jars.SDK, "async"),
    SDK_STATELESS("official SDK, stateless", Transport.HTTP, Jars.SDK, "stateless"),
    SPRING_STDIO("Spring AI, sync", Transport.STDIO, Jars.SPRING, "--spring.profiles.active=stdio"),
    SPRING_WEBMVC(
            "Spring AI, WebMVC", Transport.HTTP, Jars.SPRING, "--spring.profiles.active=webmvc"),
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
        HTTP("HTTP");

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
        Path program = Server.built(jar);
        String[] arguments = argument == null ? new String[0] : new String[] {argument};
        return transport == Transport.HTTP
                ? Session.overHttp(jvm, program, arguments)
                : Session.overStdio(jvm, program, arguments);
    }

    @Override
    public String toString() {
        return title + ", " + transport.title;
    }
}
