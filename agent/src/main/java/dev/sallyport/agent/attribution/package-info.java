/**
 * Where an attempt comes from: the call of the MCP client's that is in progress, and the code on
 * the stack. Nothing here decides, and nothing here holds state that is shared: the calls in flight
 * are kept by the gate ({@code SallyportLabels}), out of the application's reach.
 *
 * <p>What looks for the code runs below an application's connect and so calls none of it: classes
 * and URLs are asked for plain fields only, jars are read with {@code java.io} and an {@code
 * Inflater}.
 */
package dev.sallyport.agent.attribution;
