/** What host names tell a person: whose they are, and what is odd about them. Pure. */
package dev.sallyport.cli.names;
