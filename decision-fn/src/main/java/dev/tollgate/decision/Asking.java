package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A call that the policies allow, while its limits are taken. */
record Asking(Considered considered, Pseudonyms pseudonyms, Deadline deadline) {

    Question question() {
        return considered.question();
    }

    String digest() {
        return question().digest(pseudonyms);
    }

    Instant now() {
        return considered.at();
    }

    long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, considered.at());
    }
}
