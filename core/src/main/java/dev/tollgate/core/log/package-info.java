/** The functions' log: one JSON object a line, which says of which request it is, and nothing of what was in it. */
package dev.tollgate.core.log;
