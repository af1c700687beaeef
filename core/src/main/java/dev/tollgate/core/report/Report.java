package dev.tollgate.core.report;

import dev.tollgate.core.rollup.Progress;
import dev.tollgate.core.rollup.RollupReading.Covering;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A report, before it is written in one form or another.
 *
 * @param asked whose trail it is: names and texts as records have them; empty for other reports
 * @param made when
 * @param covering the checkpoints that have the period's records; empty when no record is sealed yet
 * @param progress how far records are sealed and counted
 */
public record Report(
        ReportName name,
        Period period,
        SortedMap<String, String> asked,
        Instant made,
        Scope scope,
        Optional<Covering> covering,
        Optional<Progress> progress,
        List<Section> sections,
        List<String> notes) {
    public Report {
        asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
        sections = List.copyOf(sections);
        notes = List.copyOf(notes);
    }

    /** From when on records of the period are not sealed yet, so that no figure has them. */
    Optional<Instant> unsealedFrom() {
        Instant sealed = progress.map(Progress::at).orElse(period.from());
        Instant from = sealed.isAfter(period.from()) ? sealed : period.from();
        return from.isBefore(period.to()) ? Optional.of(from) : Optional.empty();
    }

    List<Control> controls() {
        return Controls.of(name);
    }
}
