/**
 * The HTTP clients that the tools of the test servers go out with: one way each, made once and used
 * by all calls, as servers do. They know nothing of Sallyport.
 */
package dev.sallyport.servers.clients;
