/**
 * The command-line tool: its commands. It reads what the agent wrote and decides by the agent's own
 * code; it is never loaded in a guarded server.
 */
package dev.sallyport.cli;
