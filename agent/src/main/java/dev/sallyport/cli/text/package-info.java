/**
 * Text as a terminal may show it: without what could drive it, as wide as it really is, cut to what
 * fits. Knows no findings and no options.
 */
package dev.sallyport.cli.text;
