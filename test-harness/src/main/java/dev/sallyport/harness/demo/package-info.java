/**
 * The demo: one trojaned server, three launches (unguarded, learning, under a policy), and checks
 * that what is told is what happened.
 *
 * <p>{@link dev.sallyport.harness.demo.Stage} is the world around the server: two hosts with real
 * names and real TLS on loopback. The agent is touched only as its users touch it: a flag on a
 * launch, a policy file, a folder of events, {@code java -jar sallyport.jar review}.
 */
package dev.sallyport.harness.demo;
