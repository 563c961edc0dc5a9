/**
 * What is recorded of an attempt, and its form on disk: one OCSF 1.5.0 JSON object a line. The
 * agent writes it, the command-line tool reads it; the two share nothing else. No file is opened
 * here and no clock is read.
 */
package dev.sallyport.event;
