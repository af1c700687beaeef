/** JSON-RPC messages as they travel: read as far as it takes to route them, and passed on as they were written. */
package dev.tollgate.proxy.message;
