package dev.sallyport.servers.sdk;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** Listens on a free port of loopback, and says on stdout which one, until it is told to end. */
public final class SdkServer {
    private static final String PATH = "/mcp";

    // Held, because the log manager would forget a logger, and its level, that nobody holds.
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private SdkServer() {}

    public static void main(String[] arguments) throws LifecycleException {
        TOMCAT.setLevel(Level.WARNING);
        Tomcat tomcat = listening(mcp());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat)));
        System.out.println(
                "ready: http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + PATH);
        tomcat.getServer().await();
    }

    private static HttpServletStreamableServerTransportProvider mcp() {
        McpJsonMapper json = McpJsonDefaults.getMapper();
        HttpServletStreamableServerTransportProvider transport =
                HttpServletStreamableServerTransportProvider.builder()
                        .jsonMapper(json)
                        .mcpEndpoint(PATH)
                        .httpHeaderValidator(loopbackOnly())
                        .build();
        McpServer.sync(transport)
                .serverInfo("sdk-http", "1.0.0")
                .capabilities(
                        ServerCapabilities.builder()
                                .completions()
                                .logging()
                                .prompts(false)
                                .resources(true, false)
                                .tools(false)
                                .build())
                .tools(new Tools(json).all())
                .resources(Resources.all())
                .resourceTemplates(Resources.template())
                .prompts(Prompts.all())
                .completions(Prompts.completion())
                .build();
        return transport;
    }

    /** A page in the user's browser must not reach the server by a name of its own. */
    private static DefaultServerTransportSecurityValidator loopbackOnly() {
        return DefaultServerTransportSecurityValidator.builder()
                .allowedHosts(List.of("127.0.0.1:*", "localhost:*"))
                .allowedOrigins(List.of("http://127.0.0.1:*", "http://localhost:*"))
                .build();
    }

    private static Tomcat listening(HttpServletStreamableServerTransportProvider servlet)
            throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Wrapper mcp = Tomcat.addServlet(context, "mcp", servlet);
        mcp.setAsyncSupported(true);
        mcp.addMapping(PATH);
        tomcat.start();
        return tomcat;
    }

    private static void stop(Tomcat tomcat) {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
