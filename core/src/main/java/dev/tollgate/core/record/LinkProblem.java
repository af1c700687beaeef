package dev.tollgate.core.record;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with a record of a chain, beside the one before it. */
public enum LinkProblem {
    CHANGED("the content is not what was hashed"),
    ELSEWHERE("the record stands in a place that is not its own"),
    UNLINKED("it does not follow the record before it"),
    OPENING("a chain has its opening record first, and only there");

    private final String text;

    LinkProblem(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /**
     * @param writer whose chain it is
     * @param prev the hash before the record; empty when that is not known
     */
    public static Set<LinkProblem> of(String writer, Optional<String> prev, SealedRecord record) {
        var problems = EnumSet.noneOf(LinkProblem.class);
        if (!record.isIntact()) {
            problems.add(CHANGED);
        }
        if (!record.content().text("id").equals(Optional.of(SealedRecord.id(writer, record.seq())))) {
            problems.add(ELSEWHERE);
        }
        if (prev.isPresent() && !prev.get().equals(record.prev())) {
            problems.add(UNLINKED);
        }
        if ((record.seq() == 0) != record.kind().equals(Draft.Kind.OPEN.word())) {
            problems.add(OPENING);
        }
        return problems;
    }
}
