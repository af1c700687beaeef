/** Spans of one request, and their text for a collector: what took how long, and nothing of what was in it. Pure. */
package dev.tollgate.core.trace;
