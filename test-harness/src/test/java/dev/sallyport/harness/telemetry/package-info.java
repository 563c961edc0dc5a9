/** What the server's own log and traces are told, and what they can do to a verdict: nothing. */
package dev.sallyport.harness.telemetry;
