package dev.sallyport.agent.hook;

/**
 * MCP libraries, where a call of the client's begins and ends. A version that looks different has
 * its calls not told apart, and nothing else.
 *
 * <p>Read from the official Java SDK 0.10 to 2.1, which Spring AI is built on; from Quarkus' MCP
 * server 1.8 to 1.13, whose tools, resources and prompts run under their handlers alone; and from
 * the Kotlin SDK 0.8.1 to 0.16, whose coroutine for a request begins and ends in one method.
 */
final class CallRows {
    /** As {@link LibraryTable} reads them; what is done at a return before what ends there. */
    static final String[] CLASSES = {
        "io/modelcontextprotocol/spec/McpServerSession",
        """
        handleIncomingRequest  =^L*/McpSchema$JSONRPCRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        handleIncomingRequest  ~L*/McpSchema$JSONRPCRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/modelcontextprotocol/spec/McpStreamableServerSession",
        """
        responseStream  =L*/McpSchema$JSONRPCRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        responseStream  ~L*/McpSchema$JSONRPCRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/modelcontextprotocol/spec/DefaultMcpStreamableServerSessionFactory",
        """
        startSession  =L*/McpSchema$InitializeRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        """,
        "io/modelcontextprotocol/server/DefaultMcpStatelessServerHandler",
        """
        handleRequest  =L*/McpSchema$JSONRPCRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        handleRequest  ~L*/McpTransportContext;L*/McpSchema$JSONRPCRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/quarkiverse/mcp/server/runtime/ToolMessageHandler",
        """
        toolsCall  ~Lio/vertx/core/json/JsonObject;L*/McpRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/quarkiverse/mcp/server/runtime/ResourceMessageHandler",
        """
        resourcesRead  ~Lio/vertx/core/json/JsonObject;L*/McpRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/quarkiverse/mcp/server/runtime/PromptMessageHandler",
        """
        promptsGet  ~Lio/vertx/core/json/JsonObject;L*/McpRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/quarkiverse/mcp/server/runtime/McpMessageHandler",
        """
        ?serverInfo  =L*/McpRequest;>L*/InitialRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        |initResult  =L*/McpRequest;>L*/InitialRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        cancelRequest  Lio/vertx/core/json/JsonObject;L*/McpRequest;  Calls.dropped(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/quarkiverse/mcp/server/runtime/ConnectionManager",
        """
        remove  Ljava/lang/String;  Calls.dropped(Ljava/lang/Object;)V
        """,
        "io/modelcontextprotocol/kotlin/sdk/shared/Protocol",
        """
        onRequest  ~L*/JSONRPCRequest;  Calls.handle(Ljava/lang/Object;Ljava/lang/Object;)V
        onRequest  Lkotlin/coroutines/Continuation;  Calls.continued(Ljava/lang/Object;)Ljava/lang/Object;
        """,
        "io/modelcontextprotocol/kotlin/sdk/server/ServerSession",
        """
        handleInitialize  =^L*/InitializeRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        """,
    };

    private CallRows() {}
}
