/**
 * The start: options, policy, guard, hooks, self-test, in this order. What runs here runs before
 * the server's {@code main}, so no lambda, no logger, no {@code String.format}, no {@code
 * java.nio.file}, and nothing on stdout, ever.
 */
package dev.sallyport.agent;
