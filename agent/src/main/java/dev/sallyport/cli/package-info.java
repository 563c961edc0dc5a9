/**
 * The command-line tool: {@code review}, {@code dismiss}, {@code check}, {@code explain}, {@code
 * schema}. It reads what the agent wrote and decides by the agent's own code; it is never loaded in
 * a guarded server.
 */
package dev.sallyport.cli;
