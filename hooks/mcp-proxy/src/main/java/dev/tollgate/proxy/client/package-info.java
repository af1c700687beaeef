/** The MCP client: on standard input and output, or over HTTP. */
package dev.tollgate.proxy.client;
