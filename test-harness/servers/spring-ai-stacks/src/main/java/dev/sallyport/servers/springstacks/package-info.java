/**
 * Spring AI's starters: sync over stdio and on WebMVC, async on WebFlux. Each has eight tools that
 * go out, each by a client of its own. They know nothing of Sallyport.
 */
package dev.sallyport.servers.springstacks;
