package dev.tollgate.decision;

import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A search of AuthZEN: which subjects, resources or actions would be allowed?
 *
 * @param question what is asked of each, but for the id of what is searched
 * @param among the ids that are asked about, in a search for resources that no catalogue has; empty for what is known
 * @param token where the last page ended; empty for the first page
 * @param limit most results of one page
 * @param whole the request without its page, for telling whether the next page is asked of the same
 */
record SearchRequest(
        Kind kind,
        EvaluationRequest question,
        Optional<List<String>> among,
        Optional<String> token,
        int limit,
        Json.Obj whole) {

    enum Kind {
        SUBJECT,
        RESOURCE,
        ACTION;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in paths and records. */
        String word() {
            return word;
        }
    }
}
