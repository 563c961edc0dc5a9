/** What the server's own people see of Sallyport: in metrics, JMX, health and info. */
package dev.sallyport.harness.dashboards;
