/**
 * CEL as conditions use it: {@link dev.tollgate.core.policy.expr.Expr} is what a bundle carries, {@link
 * dev.tollgate.core.policy.expr.Program} what it becomes when the bundle is loaded, {@link
 * dev.tollgate.core.policy.expr.Evaluation} runs programs for one decision. Pure: no clock, no I/O, no reflection.
 */
package dev.tollgate.core.policy.expr;
