/** A Spring AI MCP server over stdio, as small as they come. It knows nothing of Sallyport. */
package dev.sallyport.servers.springai;
