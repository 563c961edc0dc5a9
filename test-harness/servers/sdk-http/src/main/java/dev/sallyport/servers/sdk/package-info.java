/**
 * A server on the official SDK, streamable HTTP in a Tomcat, that offers what the MCP conformance
 * suite asks for. It knows nothing of Sallyport.
 */
package dev.sallyport.servers.sdk;
