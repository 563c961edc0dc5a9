package dev.sallyport.servers.sdkstacks;

import dev.sallyport.servers.clients.Client;
import dev.sallyport.servers.clients.Clients;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** Handlers on Tomcat's threads, without sessions. It tells its address on stdout. */
final class StatelessHttp {
    private static final String PATH = "/mcp";

    // Held, or JUL would forget the level.
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private StatelessHttp() {}

    static void serve() throws Exception {
        TOMCAT.setLevel(Level.WARNING);
        HttpServletStatelessServerTransport transport =
                HttpServletStatelessServerTransport.builder()
                        .jsonMapper(Offer.JSON)
                        .messageEndpoint(PATH)
                        .build();
        Map<String, Client> clients = Clients.seven();
        clients.put("apache4", Clients.apache4());
        Client jdk = clients.get("jdk");
        McpServer.sync(transport)
                .serverInfo("sdk-stateless", "1.0.0")
                .capabilities(Offer.CAPABILITIES)
                .tools(
                        clients.entrySet().stream()
                                .map(entry -> tool(entry.getKey(), entry.getValue()))
                                .toList())
                .prompts(
                        new SyncPromptSpecification(
                                Offer.PROMPT,
                                (context, request) -> Offer.prompt(read(jdk, Offer.page(request)))))
                .resources(
                        new SyncResourceSpecification(
                                Offer.RESOURCE,
                                (context, request) ->
                                        Offer.resource(read(jdk, Offer.pageOfResource()))))
                .build();
        Tomcat tomcat = listening(transport);
        System.out.println(
                "ready: http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + PATH);
        tomcat.getServer().await();
    }

    private static SyncToolSpecification tool(String name, Client client) {
        return SyncToolSpecification.builder()
                .tool(Offer.tool(name))
                .callHandler((context, request) -> Offer.called(read(client, Offer.page(request))))
                .build();
    }

    private static String read(Client client, URI page) {
        try {
            return client.read(page);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tomcat listening(Servlet servlet) throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Wrapper mcp = Tomcat.addServlet(tomcat.addContext("", null), "mcp", servlet);
        mcp.setAsyncSupported(true);
        mcp.addMapping(PATH);
        tomcat.start();
        return tomcat;
    }
}
