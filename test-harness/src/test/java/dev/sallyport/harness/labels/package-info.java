/** Runs that server and looks at what its connections are labelled with. */
package dev.sallyport.harness.labels;
