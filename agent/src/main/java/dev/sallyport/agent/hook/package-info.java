/**
 * Which JDK methods are hooked, as one table, and the one visitor that inserts the calls. It knows
 * the gate's name and nothing of what the gate asks; no decision is taken here.
 */
package dev.sallyport.agent.hook;
