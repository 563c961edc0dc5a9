/**
 * A Quarkus server over streamable HTTP that offers what the MCP conformance suite asks for. It
 * knows nothing of Sallyport.
 */
package dev.sallyport.servers.quarkushttp;
