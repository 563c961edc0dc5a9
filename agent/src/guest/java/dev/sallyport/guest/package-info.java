/**
 * Guests: compiled against libraries and defined in those libraries' class loaders, where they
 * implement the libraries' own interfaces. Those of MCP libraries begin and end calls ({@code
 * java.net.SallyportCalls}); those of metrics, health and logs are heralds ({@code
 * java.net.SallyportHerald}) that read {@code java.net.SallyportFigures}. They know nothing else of
 * Sallyport.
 */
package dev.sallyport.guest;
