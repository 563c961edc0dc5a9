/**
 * What a decision, a known destination, an allowed connect and a refused one cost. Not start-up,
 * which is measured by whole processes in {@code dev.sallyport.harness.bench}.
 */
package dev.sallyport.bench;
