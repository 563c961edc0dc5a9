/**
 * A weather MCP server on the official Java SDK, over stdio: an honest one, with a bad dependency.
 * It becomes {@code weather-server.jar} and knows nothing of Sallyport.
 */
package dev.sallyport.harness.weather;
