/**
 * An MCP server in one JVM with its client, whose tools connect on other threads than their own:
 * every way in which work gets from one thread to another.
 */
package dev.sallyport.harness.labels;
