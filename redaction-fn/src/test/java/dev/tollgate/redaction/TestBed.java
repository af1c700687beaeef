package dev.tollgate.redaction;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.InMemoryDirectory;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerHistory;
import dev.tollgate.core.answer.Bases;
import dev.tollgate.core.answer.Loaded;
import dev.tollgate.core.answer.Outcomes;
import dev.tollgate.core.history.HistoryKey;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.InMemoryHistory;
import dev.tollgate.core.history.Note;
import dev.tollgate.core.history.Past;
import dev.tollgate.core.hook.InMemoryCallLinks;
import dev.tollgate.core.hook.InMemoryToolLists;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSource;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.CurrentBundle;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.ObligationRule;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.reception.Arrivals;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.InMemoryOutcomes;
import dev.tollgate.core.record.InMemoryPersonalKeys;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.InMemoryKeyNetworks;
import dev.tollgate.core.watch.InMemoryStepDowns;
import dev.tollgate.core.watch.Reactions;
import dev.tollgate.core.watch.StepDowns;
import dev.tollgate.redaction.dialect.AgentCore;
import dev.tollgate.redaction.dialect.ClaudeCode;
import dev.tollgate.redaction.dialect.Dialects;
import dev.tollgate.redaction.dialect.Docker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The whole function over ports in memory. {@code bot}, an analyst, may use the tools of {@code crm}, and its answers are
 * redacted by {@code gdpr}; {@code other} is a clerk, whose answers no profile is about.
 */
final class TestBed {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final KeyToken AGENT = new KeyToken("a".repeat(16), "s".repeat(52));
    static final KeyToken OTHER = new KeyToken("b".repeat(16), "s".repeat(52));
    static final KeyToken ENFORCER = new KeyToken("e".repeat(16), "s".repeat(52));
    static final KeyToken AUDITOR = new KeyToken("o".repeat(16), "s".repeat(52));
    static final KeyToken STRANGER = new KeyToken("x".repeat(16), "s".repeat(52));

    private static final Scanner SCANNER = new Scanner();

    final InMemoryDirectory directory = new InMemoryDirectory()
            .with(new Agent("bot", "reports", "owner-of-bot", List.of("analyst"), Agent.Status.ACTIVE, List.of()))
            .with(new Agent("other", "letters", "owner-of-other", List.of("clerk"), Agent.Status.ACTIVE, List.of()))
            .withKey(AGENT, AccessKey.Role.AGENT, List.of("bot"), List.of("*"))
            .withKey(OTHER, AccessKey.Role.AGENT, List.of("other"), List.of("*"))
            .withKey(ENFORCER, AccessKey.Role.ENFORCER, List.of("*"), List.of("crm"))
            .withKey(AUDITOR, AccessKey.Role.AUDITOR, List.of("*"), List.of("*"));
    final InMemoryRecordStore records = new InMemoryRecordStore();
    final InMemoryCallLinks links = new InMemoryCallLinks();
    final InMemoryToolLists lists = new InMemoryToolLists();
    final InMemoryOutcomes outcomes = new InMemoryOutcomes(records);
    Instant now = NOON;
    boolean bundlesDown;
    boolean keysDown;
    boolean tenantKeyDown;
    boolean redactorBroken;
    boolean historyDown;
    final InMemoryHistory historyStore = new InMemoryHistory();
    Optional<Bundle> bundle = Optional.of(bundle());

    final InMemoryPersonalKeys personalKeys = new InMemoryPersonalKeys();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger writers = new AtomicInteger();
    private final Writer decisions =
            new Writer(records, () -> "d" + writers.incrementAndGet(), Json.Obj.EMPTY, () -> now);

    Api api() {
        var active = new CurrentBundle<>(bundles(), Loaded::of, problem -> {}, nanos::get);
        var pseudonyms = new TenantPseudonyms(
                deadline -> {
                    failWhen(tenantKeyDown);
                    return Optional.of(new Pseudonyms(new byte[32]));
                },
                new People(personalKeys, new Random(1), nanos::get),
                () -> now);
        var writer = new Writer(records, () -> "w" + writers.incrementAndGet(), Json.Obj.EMPTY, () -> now);
        var arrivals = new Arrivals<>(
                new Credentials(Credentials.Method.KEYS, directory, () -> now),
                active,
                loaded -> loaded.bundle().settings(),
                pseudonyms,
                watch(writer),
                () -> now);
        var flow = new AnswerFlow(
                new Bases(outcomes, directory),
                new Redactor(SCANNER),
                deadline -> {
                    failWhen(keysDown);
                    if (redactorBroken) {
                        throw new IllegalStateException("broken at alice@example.com, as planned");
                    }
                    return new PseudonymKey("k1", new byte[32]);
                },
                new AnswerHistory(histories()),
                new Outcomes(writer, outcomes),
                problem -> {});
        return new Api(
                new Redactions(arrivals, flow),
                new Dialects(
                        List.of(new ClaudeCode(), new AgentCore(), new Docker()),
                        new DialectRedactions(arrivals, links, lists, flow)),
                Traces.OFF);
    }

    private CredentialWatch watch(Writer writer) {
        var stepDowns = new StepDowns(new InMemoryStepDowns(records), writer, nanos::get);
        return CredentialWatch.of(new InMemoryKeyNetworks(), new Reactions(stepDowns), writer, problem -> {});
    }

    private HistoryStore histories() {
        return new HistoryStore() {
            @Override
            public Past read(HistoryKey key, Instant since, Set<Part> parts, Deadline deadline) {
                return historyStore.read(key, since, parts, deadline);
            }

            @Override
            public void add(HistoryKey key, Note note, Instant at, Deadline deadline) throws StoreException {
                failWhen(historyDown);
                historyStore.add(key, note, at, deadline);
            }
        };
    }

    private static void failWhen(boolean isDown) throws StoreException {
        if (isDown) {
            throw new StoreException("down, as planned", null);
        }
    }

    private BundleSource bundles() {
        return new BundleSource() {
            @Override
            public Optional<String> active(Deadline deadline) throws StoreException {
                failWhen(bundlesDown);
                return bundle.map(published -> "sha256:" + "d".repeat(64));
            }

            @Override
            public Bundle load(String digest, Deadline deadline) throws BundleException {
                return bundle.orElseThrow(() -> new BundleException("no bundle"));
            }
        };
    }

    /** The record of an allowed call of {@code bot}, with these members changed. */
    String decision(Map<String, Json> changes) {
        var members = new HashMap<String, Json>(Map.of(
                "agent", Json.of("bot"),
                "owner", Json.of("p.owner"),
                "action", Json.of("tools/call"),
                "server", Json.of("crm"),
                "tool", Json.of("query"),
                "session", Json.of("p.session"),
                "trace", Json.of("p.trace"),
                "effect", Json.of("allow"),
                "reason", Json.of("allowed"),
                "answer", json("{\"profiles\":[\"gdpr\"]}")));
        changes.forEach((name, value) -> {
            if (value == Json.Null.NULL) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
        });
        return recorded(Draft.Kind.DECISION, new Json.Obj(members));
    }

    String decision() {
        return decision(Map.of());
    }

    String recorded(Draft.Kind kind, Json.Obj members) {
        try {
            var draft = new Draft(kind, now, now.plus(Duration.ofDays(30)), members);
            return decisions
                    .append(List.of(draft), Deadline.in(Duration.ofMinutes(1)))
                    .getFirst()
                    .id();
        } catch (StoreException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Changes a record, as nobody should. */
    void alter(String id, UnaryOperator<Json.Obj> change) {
        int dash = id.lastIndexOf('-');
        SealedRecord record = records.chains().get(id.substring(0, dash)).get(Integer.parseInt(id.substring(dash + 1)));
        records.occupy(new SealedRecord(record.writer(), record.seq(), change.apply(record.content()), record.hash()));
    }

    /** The records of redactions and of security, in their order. */
    List<Json.Obj> written() {
        return records.records().stream()
                .filter(record -> record.writer().startsWith("w"))
                .map(SealedRecord::content)
                .toList();
    }

    static HttpResponse answer(Api api, HttpRequest request) {
        return api.answer(request, Deadline.in(Duration.ofSeconds(30)));
    }

    static HttpRequest redact(KeyToken key, String body) {
        return request("POST", "/v1/redact", Map.of("authorization", "Bearer " + key.text()), bytes(body));
    }

    static HttpRequest request(String method, String path, Map<String, String> headers, byte[] body) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("content-type", "application/json");
        return new HttpRequest(method, path, all, body, "192.0.2.1", "gateway-id", Optional.empty());
    }

    static String submission(String decisionId, String result) {
        return "{\"decision_id\":\"" + decisionId + "\",\"outcome\":{\"status\":\"ok\",\"duration_ms\":12},\"result\":"
                + result + "}";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Json.Obj json(String text) {
        try {
            return (Json.Obj) new JsonText(600).parse(text);
        } catch (JsonException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    static Bundle monitoring(Bundle bundle) {
        var usual = Bundle.Settings.DEFAULT;
        return new Bundle(
                bundle.name(),
                new Bundle.Settings(
                        Mode.MONITOR,
                        usual.budget(),
                        usual.historyWindow(),
                        usual.retention().usual()),
                bundle.servers(),
                bundle.policies(),
                bundle.limits(),
                bundle.schedules(),
                bundle.redactions(),
                bundle.data());
    }

    static Bundle bundle() {
        var read = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        var crm = new Server("crm", false, Map.of("query", read), Optional.empty());
        var tools = List.<Target.ToolMatch>of(new Target.ToolMatch.Named(new Glob("crm"), Glob.ANY));
        var analysts = List.<Target.SubjectMatch>of(new Target.SubjectMatch.Role(new Glob("analyst")));
        var clerks = List.<Target.SubjectMatch>of(new Target.SubjectMatch.Role(new Glob("clerk")));
        var calls = List.of(new Glob("tools/call"));
        return Bundles.of(
                Map.of("crm", crm),
                List.of(
                        Bundles.policy(
                                "analysts",
                                new Target(analysts, calls, tools, List.of()),
                                List.of(Bundles.obliged(Bundles.allow("all"), new ObligationRule.Redact("gdpr"))),
                                List.of()),
                        Bundles.policy(
                                "clerks",
                                new Target(clerks, calls, tools, List.of()),
                                List.of(Bundles.allow("all")),
                                List.of())));
    }
}
