/**
 * Whose connection is it? Servers on the stacks that people use, a real client, eight tools in
 * flight, and a port for each tool that tells the truth.
 */
package dev.sallyport.harness.attribution;
