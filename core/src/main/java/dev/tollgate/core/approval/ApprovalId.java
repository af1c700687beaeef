package dev.tollgate.core.approval;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.agent.Base32;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.RuleName;
import dev.tollgate.core.record.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a request for approval is called. It begins with its call, so that it is found by its id and by the call alike;
 * who does not know the tenant's key can guess neither part.
 *
 * @param call stands for one call and one rule: the same for each request for the same
 * @param nonce random: another one for each request
 */
public record ApprovalId(String call, String nonce) {
    public static final int NONCE_BYTES = 10;

    private static final int CALL_BYTES = 16;
    private static final int CALL_LETTERS = 26;
    private static final int NONCE_LETTERS = 16;

    /** @param digest of the call, see {@link dev.tollgate.core.authzen.Question#digest} */
    public static String callOf(Pseudonyms pseudonyms, String digest, RuleName rule) {
        String both = pseudonyms.digestOf(
                "approval",
                Json.object()
                        .put("call", digest)
                        .put("policy", rule.policy())
                        .put("rule", rule.rule())
                        .build());
        return Base32.encode(Arrays.copyOf(Sha256.of(both.getBytes(StandardCharsets.UTF_8)), CALL_BYTES));
    }

    /** Empty when no request can be called so. */
    public static Optional<ApprovalId> parse(String text) {
        boolean isId = text.length() == CALL_LETTERS + NONCE_LETTERS
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '2' && c <= '7');
        return isId
                ? Optional.of(new ApprovalId(text.substring(0, CALL_LETTERS), text.substring(CALL_LETTERS)))
                : Optional.empty();
    }

    public String text() {
        return call + nonce;
    }
}
