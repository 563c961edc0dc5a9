/** The smallest MCP server on Micronaut that is worth watching. It knows nothing of Sallyport. */
package dev.sallyport.servers.micronaut;
