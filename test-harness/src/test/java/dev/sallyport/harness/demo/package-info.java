/** The demo and its server, in JVMs of their own, on every JDK found. */
package dev.sallyport.harness.demo;
