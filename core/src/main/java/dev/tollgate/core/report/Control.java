package dev.tollgate.core.report;

/**
 * What a report has to do with a control of a standard.
 *
 * @param id of the control, for example {@code SOC 2 CC6.1}
 * @param shows what the report is evidence of
 * @param lacks what it does not show
 */
public record Control(String id, String shows, String lacks) {}
