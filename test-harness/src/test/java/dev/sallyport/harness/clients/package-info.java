/**
 * The clients that servers are written with, each in a guarded JVM against a real peer: refused,
 * our words reach the caller; listed, it works. A client's class makes one attempt and returns what
 * it was answered; {@link dev.sallyport.harness.clients.Client} names them all. They know nothing
 * of Sallyport.
 */
package dev.sallyport.harness.clients;
