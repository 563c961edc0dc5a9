/**
 * What a decision, a known destination and an allowed connect cost. Not start-up, which is measured
 * by whole processes in {@code dev.sallyport.harness.bench}.
 */
package dev.sallyport.bench;
