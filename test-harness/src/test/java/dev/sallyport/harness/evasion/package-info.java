/** Runs the attacks of the same package and says, by listeners of its own, which got through. */
package dev.sallyport.harness.evasion;
