package dev.tollgate.local.template;

/**
 * One key of KMS that signs.
 *
 * @param spec as KMS names the kind, {@code ECC_NIST_EDWARDS25519} say
 */
public record SigningKey(String logicalId, String spec) {}
