/**
 * Where an attempt comes from: the call of the MCP client's that is in progress, and the code.
 * Nothing here decides, and nothing here holds state that is shared: the calls in flight are kept
 * by the gate ({@code SallyportLabels}), out of the application's reach.
 */
package dev.sallyport.agent.attribution;
