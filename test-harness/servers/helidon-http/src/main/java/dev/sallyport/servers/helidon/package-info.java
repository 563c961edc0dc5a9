/** The smallest server on Helidon that is worth watching. It knows nothing of Sallyport. */
package dev.sallyport.servers.helidon;
