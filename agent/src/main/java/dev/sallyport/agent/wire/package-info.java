/**
 * What bytes on their way say: the server name of a ClientHello, the authority of an HTTP request,
 * the target that a proxy is asked for, the name in a DNS query and the addresses of its answer.
 * Pure: bytes in, names out; nothing here decides, and nothing here trusts a length that it has not
 * held against the bytes at hand.
 */
package dev.sallyport.agent.wire;
