/** Tests of what others build on. */
package dev.sallyport.harness;
