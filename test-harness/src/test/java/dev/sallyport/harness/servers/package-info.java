/**
 * Small MCP servers on the frameworks that people write them with, built below {@code servers} as
 * their users would build them: guarded, each is the server that it was.
 */
package dev.sallyport.harness.servers;
