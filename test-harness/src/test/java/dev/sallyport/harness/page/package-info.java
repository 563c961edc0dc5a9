/** The page that {@code review --html} writes, in a real browser. */
package dev.sallyport.harness.page;
