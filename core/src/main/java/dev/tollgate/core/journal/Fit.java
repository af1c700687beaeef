package dev.tollgate.core.journal;

import java.util.List;

/** How what a hook sends goes with what was received of it before. */
public sealed interface Fit {

    /** It goes on where the journal ends. */
    record Next(List<JournalEntry> fresh) implements Fit {
        public Next {
            fresh = List.copyOf(fresh);
        }
    }

    /** All of it lies before the journal's end; whether it is the same is for the receipts to say. */
    record Before() implements Fit {}

    /** Entries between are missing. */
    record Gap() implements Fit {}

    /** Another entry stands in the place, or before it. */
    record Conflict(long seq) implements Fit {}

    /** @param journal with one entry at least */
    static Fit of(Journal journal, JournalHead head) {
        List<JournalEntry> entries = journal.entries();
        JournalEntry first = entries.getFirst();
        if (first.seq() > head.seq() + 1) {
            return new Gap();
        }
        if (journal.lastSeq() <= head.seq()) {
            return new Before();
        }
        // Entries are bound to each other: when the one at the head is the same, all before it are.
        JournalEntry next = entries.get(Math.toIntExact(head.seq() + 1 - first.seq()));
        if (!next.prev().equals(head.hash())) {
            return new Conflict(Math.max(first.seq(), head.seq()));
        }
        return new Next(entries.subList(Math.toIntExact(next.seq() - first.seq()), entries.size()));
    }
}
