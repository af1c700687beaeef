package dev.tollgate.core.seal;

import dev.tollgate.core.seal.SealFinding.Problem;
import dev.tollgate.core.seal.SealFinding.Records;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings of one chain, where neighbours of which the same is said are one. */
final class FindingSpans {
    private final String writer;
    private final SealFindings findings;
    private final Map<Problem, Span> open = new EnumMap<>(Problem.class);
    private final List<Span> done = new ArrayList<>();

    /** @param checkpoints the first and the last that sealed these records; empty when that says nothing */
    private record Span(
            Problem problem, long from, long to, String text, Optional<SealFinding.Checkpoints> checkpoints) {
        Span with(long last, Optional<SealFinding.Checkpoints> more) {
            return new Span(
                    problem,
                    from,
                    last,
                    text,
                    checkpoints.map(first -> new SealFinding.Checkpoints(
                            first.from(), more.orElse(first).to())));
        }

        String whole() {
            return text + checkpoints.map(SealFinding.Checkpoints::text).orElse("");
        }
    }

    FindingSpans(String writer, SealFindings findings) {
        this.writer = writer;
        this.findings = findings;
    }

    void add(Problem problem, long seq, String text) {
        add(new Span(problem, seq, seq, text, Optional.empty()));
    }

    void replaced(long from, long to, long checkpoint) {
        add(new Span(Problem.CHAIN_REPLACED, from, to, "other records than were sealed by ", only(checkpoint)));
    }

    void missing(Problem problem, long from, long to, Optional<Long> checkpoint) {
        String what = switch (problem) {
            case CHAIN_CUT -> "cut off at its end";
            case CHAIN_MISSING -> "the chain is not there";
            default -> "missing";
        };
        add(new Span(
                problem,
                from,
                to,
                checkpoint.isPresent() ? what + ", though sealed by " : what,
                checkpoint.flatMap(FindingSpans::only)));
    }

    private static Optional<SealFinding.Checkpoints> only(long number) {
        return Optional.of(new SealFinding.Checkpoints(number, number));
    }

    private void add(Span span) {
        Span before = open.get(span.problem());
        if (before != null && before.to() + 1 == span.from() && before.text().equals(span.text())) {
            open.put(span.problem(), before.with(span.to(), span.checkpoints()));
            return;
        }
        if (before != null) {
            finish(before);
        }
        open.put(span.problem(), span);
    }

    private void finish(Span span) {
        if (done.size() < SealFindings.MOST_KEPT) {
            done.add(span);
        } else {
            give(span);
        }
    }

    void end() {
        done.addAll(open.values());
        open.clear();
        done.stream()
                .sorted(Comparator.comparingLong(Span::from).thenComparing(Span::problem))
                .forEach(this::give);
        done.clear();
    }

    private void give(Span span) {
        findings.add(span.problem(), new Records(writer, span.from(), span.to()), span.whole());
    }
}
