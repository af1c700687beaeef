package dev.tollgate.core.policy;

/** @param rule its id, which no other rule of the policy has */
public record RuleName(String policy, String rule) {}
