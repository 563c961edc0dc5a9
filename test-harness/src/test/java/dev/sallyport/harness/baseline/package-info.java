/**
 * From the first run to the first incident, as a user goes the way: learn, {@code baseline
 * --write}, block; honest servers are let be, and trojaned ones are called out by {@code review}.
 *
 * <p>Real servers in JVMs of their own, real listeners behind real names on loopback, and the tool
 * as the command that users type. Nobody edits a policy here.
 */
package dev.sallyport.harness.baseline;
