/**
 * Asks Tollgate before a tool call and hands the tool's answer through afterwards: {@link dev.tollgate.hook.Tollgate}. It
 * holds no policy and remembers no decision, and whatever fails is a refusal.
 */
package dev.tollgate.hook;
