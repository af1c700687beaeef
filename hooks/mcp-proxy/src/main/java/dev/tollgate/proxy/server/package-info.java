/** The MCP server: a process, or an address. */
package dev.tollgate.proxy.server;
