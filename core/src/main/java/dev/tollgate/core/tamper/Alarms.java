package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Records alarms, each once, however often it is raised. */
public final class Alarms {
    /** Longer than any record that it can be about stays by default. */
    private static final Duration RETENTION = Duration.ofDays(400);

    private final Writer writer;
    private final AlarmStore store;
    private final InstantSource clock;
    private final Consumer<Alarm> news;

    /** @param news is told of each alarm when it has its record */
    public Alarms(Writer writer, AlarmStore store, InstantSource clock, Consumer<Alarm> news) {
        this.writer = writer;
        this.store = store;
        this.clock = clock;
        this.news = news;
    }

    /** @return whether it is new */
    public boolean raise(Alarm alarm, Deadline deadline) throws StoreException {
        Instant now = clock.instant();
        var members = Json.object().put("event", alarm.event().word());
        alarm.members().members().forEach(members::put);
        var draft = new Draft(Draft.Kind.SECURITY, now, now.plus(RETENTION), members.build());
        boolean isNew = writer.append(
                        List.of(draft), (records, left) -> store.put(records, alarm.claim(), now, left), deadline)
                .isPresent();
        if (isNew) {
            news.accept(alarm);
        }
        return isNew;
    }
}
