/**
 * What changes a policy or a decision: edits of policy files that keep what people wrote, proposals
 * made from what servers did, and the yes that every change needs. Knows events and policies,
 * neither commands nor options; what asks or prints gets it handed in.
 */
package dev.sallyport.cli.edit;
