package dev.sallyport.harness.attribution;

import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.Server;
import java.io.IOException;
import java.nio.file.Path;

/** What servers are built on, and how this build starts one. */
enum Stack {
    SDK_SYNC("official SDK, sync, stdio", "sdk-stacks/target/sdk-stacks.jar", "sync"),
    SDK_ASYNC("official SDK, async, stdio", "sdk-stacks/target/sdk-stacks.jar", "async"),
    SDK_STATELESS("official SDK, stateless, HTTP", "sdk-stacks/target/sdk-stacks.jar", "stateless"),
    SPRING_STDIO(
            "Spring AI, sync, stdio",
            "spring-ai-stacks/target/spring-ai-stacks.jar",
            "--spring.profiles.active=stdio"),
    SPRING_WEBMVC(
            "Spring AI, WebMVC, HTTP",
            "spring-ai-stacks/target/spring-ai-stacks.jar",
            "--spring.profiles.active=webmvc"),
    SPRING_WEBFLUX(
            "Spring AI, WebFlux, HTTP",
            "spring-ai-stacks/target/spring-ai-stacks.jar",
            "--spring.profiles.active=webflux");

    private final String title;
    private final String jar;
    private final String argument;

    Stack(String title, String jar, String argument) {
        this.title = title;
        this.jar = jar;
        this.argument = argument;
    }

    /** A session with a server of its own. */
    Session session(GuardedJvm jvm) throws IOException {
        Path program = Server.built(jar);
        return title.endsWith("HTTP")
                ? Session.overHttp(jvm, program, argument)
                : Session.overStdio(jvm, program, argument);
    }

    @Override
    public String toString() {
        return title;
    }
}
