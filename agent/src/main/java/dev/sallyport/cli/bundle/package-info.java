/**
 * What an incident is handed on with: the events of a violation and of its runs, the policy, and
 * the hash of each, with secrets masked. Reads and writes files; asks and prints nothing.
 */
package dev.sallyport.cli.bundle;
