/**
 * The guard: what is decided about an attempt, in which words it is refused, and which names are
 * proved. It is reachable from the gate alone. Nothing here resolves a name or opens a connection.
 */
package dev.sallyport.agent.guard;
