package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far has been sealed, where it is quick to find. All of it follows from the checkpoints, and is noted behind them:
 * whoever finds a checkpoint that is not noted yet may do so. All reads are consistent.
 */
public interface SealStore {
    /**
     * What is sealed up to the last checkpoint that is noted. The heads are read after the rest, so they may be of a
     * later checkpoint, of which the next one's place is taken then.
     *
     * @param writers whose heads it is to have
     * @return empty before the first checkpoint
     */
    Optional<SealState> state(Set<String> writers, Deadline deadline) throws StoreException;

    /** Notes a checkpoint that stands, and that the state allows as its next; again, or late, changes nothing. */
    void note(SealedCheckpoint sealed, Deadline deadline) throws StoreException;

    /** The number of the checkpoint that covers a record; empty when none does that is noted. */
    OptionalLong covering(String writer, long seq, Deadline deadline) throws StoreException;

    /** The number of the first checkpoint of this day, or of the first day after it that has one. */
    OptionalLong firstFrom(LocalDate day, Deadline deadline) throws StoreException;

    /** How far something has come; empty when it has not begun. */
    OptionalLong mark(Mark mark, Deadline deadline) throws StoreException;

    /** Moves a mark on, never back. */
    void mark(Mark mark, long place, Deadline deadline) throws StoreException;

    /** What follows the checkpoints at a pace of its own. */
    enum Mark {
        /** The day, counted from 1970, up to which no writer's records are left to be sealed. */
        DAY("day"),
        /** The number of the first checkpoint that is not in the archive yet. */
        ARCHIVE("archive"),
        /** The number of the first checkpoint that {@link Sealed} was not told of yet. */
        TOLD("told");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
