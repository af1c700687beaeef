package dev.tollgate.cli.testing;

import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Situation;
import java.time.Instant;

/**
 * One case of a Test document: a question to the bundle that it stands in, and what must come out.
 *
 * @param document the name of the Test document
 * @param file relative to the bundle's folder
 * @param line where the case begins, from 1
 * @param call as the decision function would make it of the request
 */
public record TestCase(
        String document, String name, String file, int line, Call call, Situation situation, Expectation expected) {

    /** When a case happens that does not say when: a Monday. */
    public static final Instant USUAL_TIME = Instant.parse("2026-01-05T12:00:00Z");
}
