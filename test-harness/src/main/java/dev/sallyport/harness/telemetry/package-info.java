/** Programs that have a log of their own, and are refused something. */
package dev.sallyport.harness.telemetry;
