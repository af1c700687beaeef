package dev.tollgate.bench;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Records as decisions leave them, in real chains. */
public final class Chains {
    private Chains() {}

    /** What one decision leaves. */
    public static Draft decision(long number) {
        Instant now = Instant.now();
        return new Draft(
                Draft.Kind.DECISION,
                now,
                now.plus(Duration.ofDays(90)),
                Json.object()
                        .put("agent", "bot-" + number % 50)
                        .put("owner", "p.oF-XMpvgWmcMXaZ_s8xqCg")
                        .put("action", "tools/call")
                        .put("server", "crm")
                        .put("tool", "crm/query")
                        .put("session", "p.pYFmGEdoWIS3byq0SclkuA")
                        .put("trace", "p.vxIixBl6Wy3BjBfzmYRUMA")
                        .put("hook", "mcp-proxy/1.0")
                        .put("args", "3ubf6hulECFugaRpbrRqPJGJTkG-rCXaSRCy_7ljmgs")
                        .put("effect", number % 10 == 0 ? "deny" : "allow")
                        .put("reason", number % 10 == 0 ? "denied_by_policy" : "allowed")
                        .put("policy", "analysts")
                        .put("rule", "all")
                        .put("bundle", "sha256:" + "d".repeat(64))
                        .put(
                                "limits",
                                new Json.Arr(List.of(Json.object()
                                        .put("name", "per-agent")
                                        .put("remaining", number % 20)
                                        .build())))
                        .put(
                                "caller",
                                Json.object()
                                        .put("key", "eeeeeeeeeeeeeeee")
                                        .put("role", "enforcer")
                                        .put("from", "p.X0ozvREjT0lVYw-b30yqzw")
                                        .build())
                        .put("took_us", 50 + number % 400)
                        .build());
    }

    public static Writer writer(String name, RecordStore store) {
        return new Writer(
                store, () -> name, Json.object().put("function", "bench").build(), java.time.InstantSource.system());
    }

    /** Chains of so many records each, in memory. */
    public static List<List<SealedRecord>> inMemory(int writers, int records) throws StoreException {
        var chains = new ArrayList<List<SealedRecord>>();
        for (int w = 0; w < writers; w++) {
            var chain = new ArrayList<SealedRecord>();
            Writer writer = writer("bench" + w, new RecordStore() {
                @Override
                public void enter(String name, LocalDate day, Deadline deadline) {
                    // Nobody looks for it.
                }

                @Override
                public boolean append(List<SealedRecord> appended, Deadline deadline) {
                    return chain.addAll(appended);
                }
            });
            for (int i = 1; i < records; i++) {
                writer.append(List.of(decision(i)), Deadline.in(Duration.ofMinutes(1)));
            }
            chains.add(chain);
        }
        return chains;
    }
}
