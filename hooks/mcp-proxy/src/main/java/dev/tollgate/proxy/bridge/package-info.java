/** A way to Tollgate on this machine, for runtimes that ask over HTTP and cannot send a key. */
package dev.tollgate.proxy.bridge;
