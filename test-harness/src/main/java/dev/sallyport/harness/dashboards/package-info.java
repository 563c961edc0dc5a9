/** Programs that show their figures, and Sallyport's among them. They know nothing of it. */
package dev.sallyport.harness.dashboards;
