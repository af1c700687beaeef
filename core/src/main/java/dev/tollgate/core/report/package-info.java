/**
 * Reports for people who answer to others for what agents do: figures from rollups, lists from records, each with where
 * it comes from. Pure; what is read comes through ports.
 */
package dev.tollgate.core.report;
