/**
 * Between the JDK and the guard. The gate itself ({@code sun.nio.ch.SallyportGate}, under {@code
 * src/gate}) is defined in {@code java.base}; here lie what it asks ({@code Sentry}), what it tells
 * ({@code Ground}) and how it gets there ({@code Gatehouse}). Nothing here decides, and nothing
 * here may be called by the application to any effect.
 */
package dev.sallyport.agent.gate;
