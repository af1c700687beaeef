package dev.tollgate.core.report;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.RecordSearch;
import dev.tollgate.core.rollup.Progress;
import dev.tollgate.core.rollup.RollupReading;
import java.time.Instant;
import java.util.ArrayList;

/** Makes reports. */
public final class Reports {
    private final RollupReading rollups;
    private final RecordSearch search;
    private final AgentRegister register;

    public Reports(RollupReading rollups, RecordSearch search, AgentRegister register) {
        this.rollups = rollups;
        this.search = search;
        this.register = register;
    }

    /**
     * What somebody asks for.
     *
     * @param whose for a trail; nobody otherwise
     */
    public record Asked(ReportName name, Period period, Whose whose, Scope scope) {}

    /** @param now the time */
    public Report make(Asked asked, Pseudonyms pseudonyms, Instant now, Deadline deadline) throws StoreException {
        Period period = asked.period();
        Scope scope = asked.scope();
        RollupReading.Read read = rollups.read(period.from(), period.to(), scope::has, deadline);
        var material = new Material(
                period,
                scope,
                asked.whose(),
                read.rows(),
                new RecordLists(search, scope, deadline),
                register,
                pseudonyms,
                now,
                deadline);
        Topic topic = topic(asked.name());
        var notes = new ArrayList<>(topic.notes(material));
        read.progress()
                .map(Progress::first)
                .filter(first -> first > 0)
                .ifPresent(first -> notes.add("Counting began with checkpoint " + first
                        + ": records that were sealed before it are in no figure."));
        return new Report(
                asked.name(),
                period,
                asked.whose().onRecord(pseudonyms),
                now,
                scope,
                read.covering(),
                read.progress(),
                topic.sections(material),
                notes);
    }

    private static Topic topic(ReportName name) {
        return switch (name) {
            case ACCESS -> new AccessTopic();
            case VIOLATIONS -> new ViolationsTopic();
            case TRAIL -> new TrailTopic();
            case AGENTS -> new AgentsTopic();
            case DATA -> new DataTopic();
            case CHANGES -> new ChangesTopic();
            case COVERAGE -> new CoverageTopic();
        };
    }
}
