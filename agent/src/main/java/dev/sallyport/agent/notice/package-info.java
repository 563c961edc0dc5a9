/**
 * A violation on its way to people: as a line on stderr or in the server's own log, and as an event
 * of the span in which it happened. Nothing here decides, and nothing here is waited for by a
 * check: what others' code makes of it changes no verdict and no event.
 */
package dev.sallyport.agent.notice;
