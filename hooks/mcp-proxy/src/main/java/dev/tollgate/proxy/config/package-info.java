/** Files in which MCP clients keep their servers: with the proxy before each of them, and without. */
package dev.tollgate.proxy.config;
