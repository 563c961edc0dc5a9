/**
 * What a person is to see of the events: findings, what they rest on, and their renderings for the
 * terminal, for programs (JSON, SARIF) and for a browser. Built from histories and policies; knows
 * neither commands nor options, and writes nothing but what was seen and dismissed.
 */
package dev.sallyport.cli.report;
