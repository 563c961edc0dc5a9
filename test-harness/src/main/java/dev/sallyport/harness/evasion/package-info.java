/**
 * Attacks on the guard, one method each, in the order of the doors that they try. Each is a program
 * that gets out of an unguarded JVM; {@code EvasionTest} runs it bare, guarded, and guarded with
 * its goal on the list. Nothing here decides what got through: the listeners do.
 */
package dev.sallyport.harness.evasion;
