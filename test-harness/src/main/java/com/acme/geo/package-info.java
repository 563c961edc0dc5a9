/**
 * A third party's little library, as a server's author might have picked it: place names and
 * coordinates in a tidy form. Its release 1.4.2 was trojaned, in {@link com.acme.geo.Telemetry}.
 *
 * <p>It becomes a jar of its own and knows nothing of Sallyport, of MCP or of the demo.
 */
package com.acme.geo;
