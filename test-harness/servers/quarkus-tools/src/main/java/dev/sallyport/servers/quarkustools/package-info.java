/**
 * What both Quarkus servers offer beside their own: eight tools that go out, each by a client of
 * its own, a resource and a prompt. They know nothing of Sallyport.
 */
package dev.sallyport.servers.quarkustools;
