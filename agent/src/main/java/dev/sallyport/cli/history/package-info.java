/**
 * What guarded servers did, over all runs that are on record: events read back and put together in
 * memory that does not grow with them. Knows neither commands nor terminals; changes nothing.
 */
package dev.sallyport.cli.history;
