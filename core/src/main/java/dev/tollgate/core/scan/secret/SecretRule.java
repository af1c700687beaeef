package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.SecretKind;
import java.util.List;

/**
 * One line of {@code secret/kinds.txt}.
 *
 * @param group the heading above it
 * @param near phrases of which one must stand in front of the value, {@code _} for any separator or none; empty when the
 *     form has words of its own
 * @param entropy the least Shannon entropy in bits a byte
 * @param confidence 1 to 100
 */
public record SecretRule(
        SecretKind kind,
        String group,
        SecretForm form,
        List<String> near,
        SecretCheck check,
        double entropy,
        int confidence) {
    public SecretRule {
        near = List.copyOf(near);
        if (near.isEmpty() == form.words().isEmpty()) {
            throw new IllegalArgumentException(kind.name() + " needs either a word in its form or near=");
        }
    }

    /** @param body the byte after the word with which the secret begins; {@code start} when it begins with none */
    boolean holds(byte[] text, int start, int body, int end, Placeholders placeholders) {
        return Entropy.bits(text, body, end) >= entropy
                && check.holds(text, start, body, end)
                && !placeholders.isOne(text, start, end);
    }
}
