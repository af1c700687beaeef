/**
 * Counts of records by minute, kind, agent, server, tool, effect and reason, so that a report about a month does not read
 * a month's records. Pure; the store is a port.
 */
package dev.tollgate.core.rollup;
