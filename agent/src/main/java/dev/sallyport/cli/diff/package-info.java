/**
 * What is new about a server, and what is gone: its events held against a policy, or against what
 * it did before. The model only; commands and reports print it. Changes nothing.
 */
package dev.sallyport.cli.diff;
