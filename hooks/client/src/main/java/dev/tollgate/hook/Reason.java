package dev.tollgate.hook;

/**
 * Why a call may not go on.
 *
 * @param code of the list in the decision API's documentation; {@code no_decision} when there was no answer
 * @param message for the agent
 */
public record Reason(String code, String message) {}
