package dev.tollgate.core.answer;

import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.HistoryReads;
import dev.tollgate.core.policy.Vocabulary;

/**
 * The active bundle, ready to redact by.
 *
 * @param keptHistory what conditions read of what agents saw
 */
public record Loaded(String digest, Bundle bundle, Vocabulary vocabulary, Profiles profiles, HistoryReads keptHistory) {

    public static Loaded of(String digest, Bundle bundle) {
        return new Loaded(digest, bundle, new Vocabulary(bundle), new Profiles(bundle), HistoryReads.of(bundle));
    }
}
