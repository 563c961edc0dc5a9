/**
 * Guests: compiled against MCP libraries and defined in those libraries' class loaders, where they
 * implement the libraries' own interfaces. They know the gate ({@code java.net.SallyportCalls}) and
 * nothing else of Sallyport.
 */
package dev.sallyport.guest;
