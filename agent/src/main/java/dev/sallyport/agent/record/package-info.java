/**
 * Events to disk, counters, and where both lie. Nothing here decides; nothing here uses an
 * interruptible channel, {@code System.err} or {@code java.nio.file}.
 */
package dev.sallyport.agent.record;
