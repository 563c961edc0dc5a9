/**
 * Programs that run in a JVM of their own, guarded or bare: each does what its arguments say and
 * prints what came of it, one line an attempt, for a test to read. They need nothing but the JDK,
 * and know nothing of Sallyport: what a refusal looks like is the tests' business.
 */
package dev.sallyport.harness.guard;
