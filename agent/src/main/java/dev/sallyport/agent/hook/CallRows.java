package dev.sallyport.agent.hook;

/**
 * MCP libraries, where a call of the client's begins and ends. A version that looks different has
 * its calls not told apart, and nothing else.
 *
 * <p>Read from the official Java SDK 0.10 to 2.1, which Spring AI is built on.
 */
final class CallRows {
    /** As {@link LibraryTable} reads them; what is done at a return before what ends there. */
    static final String[] CLASSES = {
        "io/modelcontextprotocol/spec/McpServerSession",
        """
        handleIncomingRequest  =L*/McpSchema$JSONRPCRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        handleIncomingRequest  #L*/McpSchema$JSONRPCRequest;  Calls.asked(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/modelcontextprotocol/spec/McpStreamableServerSession",
        """
        responseStream  =L*/McpSchema$JSONRPCRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        responseStream  #L*/McpSchema$JSONRPCRequest;  Calls.asked(Ljava/lang/Object;Ljava/lang/Object;)V
        """,
        "io/modelcontextprotocol/server/DefaultMcpStatelessServerHandler",
        """
        handleRequest  =L*/McpSchema$JSONRPCRequest;  Calls.answered(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        handleRequest  #L*/McpSchema$JSONRPCRequest;  Calls.asked(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V
        """,
    };

    private CallRows() {}
}
