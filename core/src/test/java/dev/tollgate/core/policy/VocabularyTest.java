package dev.tollgate.core.policy;

import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VocabularyTest {
    private final Target target = new Target(
            List.of(new SubjectMatch.Identity(new Glob("clerk"), new Glob("alice"))),
            List.of(new Glob("can_approve"), new Glob("can_*")),
            List.of(),
            List.of(new ResourceMatch(new Glob("invoice"), new Glob("4711"))));
    private final Vocabulary vocabulary = new Vocabulary(new Bundle(
            "test",
            Bundle.Settings.DEFAULT,
            Map.of(),
            List.of(Bundles.policy("p", target, List.of(), List.of())),
            Map.of(),
            Map.of(),
            Map.of(),
            Calls.json("{\"users\":{\"entities\":{\"member\":{\"bob\":{}}}},\"constants\":[1]}")));

    @Test
    void knowsTheWordsOfTheBundleAndOfMcp() {
        for (String word : List.of("clerk", "can_approve", "invoice", "member", "agent", "tool", "tools/call")) {
            assertTrue(vocabulary.knows(word), word);
        }
    }

    @Test
    void knowsNoOneAndNothingElse() {
        for (String word : List.of("alice", "4711", "bob", "can_*", "can_read", "users", "constants", "", "Agent")) {
            assertFalse(vocabulary.knows(word), word);
        }
    }
}
