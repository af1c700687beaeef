/** Stands before an MCP server, and asks Tollgate before each call that the server would see. */
package dev.tollgate.proxy;
