/**
 * Servers on the official SDK in the three ways that it is used: sync and async over stdio, and
 * stateless over HTTP. Each has eight tools that go out, each by a client of its own. They know
 * nothing of Sallyport.
 */
package dev.sallyport.servers.sdkstacks;
