/**
 * What the servers, the demo and the tests share. Nothing here depends on the agent or the policy
 * model: the agent is a jar that is handed to other JVMs.
 */
package dev.sallyport.harness;
