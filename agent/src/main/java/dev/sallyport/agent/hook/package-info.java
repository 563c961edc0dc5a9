/**
 * Which methods are hooked, the JDK's in one table and those of libraries with native transports in
 * another, and what inserts the calls. It knows the gate's name and nothing of what the gate asks;
 * no decision is taken here.
 */
package dev.sallyport.agent.hook;
