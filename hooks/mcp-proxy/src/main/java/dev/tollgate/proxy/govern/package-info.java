/** What becomes of each message between a client and its server: passed on, asked about, filtered or refused. */
package dev.tollgate.proxy.govern;
