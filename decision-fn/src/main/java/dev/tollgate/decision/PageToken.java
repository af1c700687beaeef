package dev.tollgate.decision;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a search goes on. It holds for the same request and bundle only.
 *
 * @param after the name of the last candidate that was looked at
 */
record PageToken(String fingerprint, String after) {
    private static final int FINGERPRINT = 16;

    static String fingerprint(SearchRequest request, String bundle) {
        String asked = request.kind().word() + bundle + CanonicalJson.NUMBERS_AS_WRITTEN.text(request.whole());
        return Sha256.hex(asked.getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT);
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((fingerprint + after).getBytes(StandardCharsets.UTF_8));
    }

    /** The name after which to go on. */
    static String after(String token, String fingerprint) throws ProblemException {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(fingerprint)) {
                return text.substring(FINGERPRINT);
            }
        } catch (IllegalArgumentException notBase64) {
            // It is not one of ours, as below.
        }
        throw EvaluationReader.expected(
                "page.token", "the next_token of the same search; begin again where the request or the bundle changed");
    }
}
