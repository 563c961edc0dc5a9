package dev.sallyport.harness.servers;

import java.nio.file.Path;

/** The servers that talk over HTTP, and what the conformance suite says of them. */
enum ConformingServer {
    SDK_HTTP("sdk-http/target/sdk-http.jar", 40),

    /** One check fewer: that of several streams at once, where Quarkus answers with plain JSON. */
    QUARKUS_HTTP("quarkus-http/target/quarkus-app/quarkus-run.jar", 39);

    private final String jar;
    private final int checks;

    ConformingServer(String jar, int checks) {
        this.jar = jar;
        this.checks = checks;
    }

    Path jar() {
        return Server.built(jar);
    }

    /** How many checks it passes, which is all of them. */
    int checks() {
        return checks;
    }
}
