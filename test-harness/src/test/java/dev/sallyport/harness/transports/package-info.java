/** Libraries that connect by native code of their own, past every method of the JDK. */
package dev.sallyport.harness.transports;
