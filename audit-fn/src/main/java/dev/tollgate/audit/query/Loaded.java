package dev.tollgate.audit.query;

import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Vocabulary;

/** The active bundle: how long records are kept, and which words can stand in them. */
record Loaded(String digest, Bundle bundle, Vocabulary vocabulary) {

    static Loaded of(String digest, Bundle bundle) {
        return new Loaded(digest, bundle, new Vocabulary(bundle));
    }
}
