/**
 * Requests of HTTP, each judged by the authority, the method and the path that it names, whatever
 * client sends it and on whosever connection.
 */
package dev.sallyport.harness.requests;
