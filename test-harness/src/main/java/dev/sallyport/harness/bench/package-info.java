/** What guarding costs, measured side by side with bare in one run. */
package dev.sallyport.harness.bench;
