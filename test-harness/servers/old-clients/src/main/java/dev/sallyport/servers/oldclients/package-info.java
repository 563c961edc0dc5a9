/** HTTP clients by an API that is gone from their newest version; nothing of the tests'. */
package dev.sallyport.servers.oldclients;
