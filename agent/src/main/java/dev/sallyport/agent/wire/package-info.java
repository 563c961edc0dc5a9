/**
 * What bytes on their way out say: the server name of a ClientHello, the authority of an HTTP
 * request, the target that a proxy is asked for. Pure: bytes in, names out; nothing here decides,
 * and nothing here trusts a length that it has not held against the bytes at hand.
 */
package dev.sallyport.agent.wire;
