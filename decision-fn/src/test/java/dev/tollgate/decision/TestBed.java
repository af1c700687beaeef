package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Base32;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.InMemoryDirectory;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerHistory;
import dev.tollgate.core.answer.Bases;
import dev.tollgate.core.answer.Outcomes;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.InMemoryApprovals;
import dev.tollgate.core.approval.SealedCall;
import dev.tollgate.core.history.HistoryKey;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.InMemoryHistory;
import dev.tollgate.core.history.Note;
import dev.tollgate.core.history.Past;
import dev.tollgate.core.hook.InMemoryAcsSessions;
import dev.tollgate.core.hook.InMemoryCallLinks;
import dev.tollgate.core.hook.InMemoryToolLists;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.journal.InMemoryJournals;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.InMemoryLimitStore;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.PlanStore;
import dev.tollgate.core.limit.PlanUse;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.limit.ReservationStore;
import dev.tollgate.core.limit.ReservationUse;
import dev.tollgate.core.limit.Reserving;
import dev.tollgate.core.observed.InMemoryObserved;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSource;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Engines;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.posture.InMemoryPostures;
import dev.tollgate.core.posture.Postures;
import dev.tollgate.core.posture.RememberedPostures;
import dev.tollgate.core.record.InMemoryOutcomes;
import dev.tollgate.core.record.InMemoryPersonalKeys;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.TenantKey;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.DenialWatch;
import dev.tollgate.core.watch.Denials;
import dev.tollgate.core.watch.InMemoryDenials;
import dev.tollgate.core.watch.InMemoryKeyNetworks;
import dev.tollgate.core.watch.InMemoryStepDowns;
import dev.tollgate.core.watch.Reactions;
import dev.tollgate.core.watch.StepDowns;
import dev.tollgate.decision.dialect.Acs;
import dev.tollgate.decision.dialect.AgentCore;
import dev.tollgate.decision.dialect.ClaudeCode;
import dev.tollgate.decision.dialect.Dialects;
import dev.tollgate.decision.dialect.Docker;
import dev.tollgate.decision.dialect.ToolHive;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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

/**
 * The whole function over ports in memory. {@code bot} may call the tools of {@code crm} (5 at once, 10 a second each
 * agent), and each {@code files/rare…} once an hour; {@code sleeper} is suspended; anyone may {@code can_read} a {@code todo}.
 */
final class TestBed {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final String DIGEST = "sha256:" + "d".repeat(64);

    static final String URL = "https://tollgate.example.com";

    /** It takes half a second to make, and remembers nothing. */
    private static final Scanner SCANNER = new Scanner();

    static final KeyToken AGENT = new KeyToken("a".repeat(16), "s".repeat(52));
    static final KeyToken ENFORCER = new KeyToken("e".repeat(16), "s".repeat(52));
    static final KeyToken AUDITOR = new KeyToken("o".repeat(16), "s".repeat(52));
    static final KeyToken STRANGER = new KeyToken("x".repeat(16), "s".repeat(52));

    final InMemoryDirectory directory = new InMemoryDirectory()
            .with(new Agent("bot", "reports", "owner-of-bot", List.of("analyst"), Agent.Status.ACTIVE, List.of()))
            .with(new Agent("sleeper", "", "owner-of-bot", List.of(), Agent.Status.SUSPENDED, List.of()))
            .withKey(AGENT, AccessKey.Role.AGENT, List.of("bot"), List.of("crm", "files"))
            .withKey(ENFORCER, AccessKey.Role.ENFORCER, List.of("*"), List.of("crm", "files"))
            .withKey(AUDITOR, AccessKey.Role.AUDITOR, List.of("*"), List.of("*"));
    final InMemoryRecordStore records = new InMemoryRecordStore();
    final InMemoryDenials denials = new InMemoryDenials();
    final InMemoryKeyNetworks keyNetworks = new InMemoryKeyNetworks();
    final InMemoryStepDowns stepDownStore = new InMemoryStepDowns(records);
    final InMemoryPostures postures = new InMemoryPostures();
    final InMemoryApprovals approvals = new InMemoryApprovals(records);
    final InMemoryJournals journals = new InMemoryJournals(records);
    final InMemoryObserved observed = new InMemoryObserved(records);
    final InMemoryCallLinks links = new InMemoryCallLinks();
    final InMemoryToolLists lists = new InMemoryToolLists();
    final InMemoryAcsSessions sessions = new InMemoryAcsSessions();
    final Map<String, RegisteredHook> hooks = new HashMap<>();
    Instant now = NOON;
    boolean bundlesDown;
    boolean tenantKeyDown;
    boolean limitsDown;
    boolean limitsHang;
    boolean plansDown;
    int plansAsked;
    boolean reservationsDown;
    int reservationsAsked;
    boolean bundleDamaged;
    String digest = DIGEST;
    final AtomicLong nanos = new AtomicLong();
    int loads;
    Optional<Bundle> bundle = Optional.of(bundle());
    Credentials.Method method = Credentials.Method.KEYS;

    final InMemoryPersonalKeys personalKeys = new InMemoryPersonalKeys();
    private final InMemoryLimitStore limitStore = new InMemoryLimitStore();
    boolean historyDown;
    int historyReads;
    final AtomicInteger historyWrites = new AtomicInteger();
    private final InMemoryHistory historyStore = new InMemoryHistory();
    private final AtomicInteger writers = new AtomicInteger();
    private final AtomicInteger plansMade = new AtomicInteger();
    private final AtomicInteger reservationsMade = new AtomicInteger();

    Api api() {
        LimitStore limits = (key, charges, at, deadline) -> {
            if (limitsHang) {
                nanos.addAndGet(deadline.left().toNanos());
            }
            if (limitsDown || limitsHang) {
                throw new StoreException("limits are down, as planned", null);
            }
            return limitStore.take(key, charges, at, deadline);
        };
        TenantKey tenantKey = deadline -> {
            if (tenantKeyDown) {
                throw new StoreException("the tenant's key is down, as planned", null);
            }
            return Optional.of(new Pseudonyms(new byte[32]));
        };
        var active = new ActiveBundle(bundles(), Engines.SCAN, nanos::get);
        var writer = new Writer(records, () -> "w" + writers.incrementAndGet(), Json.Obj.EMPTY, () -> now);
        var stepDowns = new StepDowns(stepDownStore, writer, nanos::get);
        var reactions = new Reactions(stepDowns);
        var watch = CredentialWatch.of(keyNetworks, reactions, writer, problem -> {});
        var denialWatch = new DenialWatch(new Denials(denials, nanos::get), reactions, writer, problem -> {});
        var reception = new Reception(
                new Credentials(method, directory, () -> now),
                active,
                new TenantPseudonyms(tenantKey, new People(personalKeys, new Random(1), nanos::get), () -> now),
                watch,
                histories(),
                () -> now);
        var reservations = new Reservations(reservations(), this::nextReservationId);
        var sealing = new SealedCall(new SecureRandom());
        var gate = new ApprovalGate(approvals, sealing, this::nextNonce, URL, () -> now);
        var setPostures = new RememberedPostures(postures, nanos::get);
        var flow = new DecisionFlow(
                directory,
                new Situations(new Postures(List.of(setPostures, stepDowns))),
                gate,
                denialWatch,
                new LimitGate(limits, new Prepayments(plans()), reservations),
                () -> now);
        var planFlow = new PlanFlow(flow, new PlanGate(plans(), this::nextPlanId, () -> now));
        var evaluations = new Evaluations(
                reception,
                new ReadAhead(new RememberedDirectory(directory, nanos::get), setPostures, stepDowns),
                flow,
                planFlow,
                new DenialTally(denialWatch),
                writer,
                new GrantedRecords(writer, approvals, gate),
                Duration.ofMillis(500));
        var searches = new Searches(reception, new Candidates(directory), flow, writer);
        return new Api(
                evaluations,
                searches,
                new ApprovalDesk(reception, directory, approvals, approvals, sealing, writer),
                new Journals(
                        reception,
                        directory,
                        (name, deadline) -> Optional.ofNullable(hooks.get(name)),
                        journals,
                        writer,
                        () -> now,
                        nanos::get),
                new Observations(reception, directory, observed, writer, () -> now, nanos::get),
                new Dialects(
                        List.of(
                                new ClaudeCode(),
                                new AgentCore(),
                                new Docker(),
                                new ToolHive(() -> now),
                                new Acs(sessions, () -> now)),
                        new DialectDecisions(
                                reception, evaluations, links, answers(writer), new DialectLists(searches, lists))),
                active,
                URL,
                "1.2.3",
                Traces.OFF);
    }

    private String nextNonce() {
        return Base32.random(new SecureRandom(), ApprovalId.NONCE_BYTES);
    }

    private DialectAnswers answers(Writer writer) {
        var outcomes = new InMemoryOutcomes(records);
        var flow = new AnswerFlow(
                new Bases(outcomes, directory),
                new Redactor(SCANNER),
                deadline -> new PseudonymKey("k1", new byte[32]),
                new AnswerHistory(histories()),
                new Outcomes(writer, outcomes),
                problem -> {});
        return new DialectAnswers(flow, links, nanos::get);
    }

    private HistoryStore histories() {
        return new HistoryStore() {
            @Override
            public Past read(HistoryKey key, Instant since, Set<Part> parts, Deadline deadline) throws StoreException {
                historyReads++;
                failWhenDown();
                return historyStore.read(key, since, parts, deadline);
            }

            @Override
            public void add(HistoryKey key, Note note, Instant at, Deadline deadline) throws StoreException {
                historyWrites.incrementAndGet();
                failWhenDown();
                historyStore.add(key, note, at, deadline);
            }

            private void failWhenDown() throws StoreException {
                if (historyDown) {
                    throw new StoreException("history is down, as planned", null);
                }
            }
        };
    }

    /** The first is {@code planaaaaaaaaaaaaaaaaaaaaab}, then {@code …c}. */
    private String nextPlanId() {
        return "plan" + "a".repeat(21) + (char) ('a' + plansMade.incrementAndGet());
    }

    /** The first is {@code resvaaaaaaaaaaaaaaaaaaaaab}, then {@code …c}. */
    private String nextReservationId() {
        return "resv" + "a".repeat(21) + (char) ('a' + reservationsMade.incrementAndGet());
    }

    private ReservationStore reservations() {
        return new ReservationStore() {
            @Override
            public Reserving reserve(DelayedCharge wish, String id, String digest, long nowMicros, Deadline deadline)
                    throws StoreException {
                failWhenDown();
                return limitStore.reserve(wish, id, digest, nowMicros, deadline);
            }

            @Override
            public ReservationUse use(String id, String digest, long nowMicros, Deadline deadline)
                    throws StoreException {
                reservationsAsked++;
                failWhenDown();
                return limitStore.use(id, digest, nowMicros, deadline);
            }

            private void failWhenDown() throws StoreException {
                if (reservationsDown) {
                    throw new StoreException("reservations are down, as planned", null);
                }
            }
        };
    }

    private PlanStore plans() {
        return new PlanStore() {
            @Override
            public Booking book(Plan plan, long nowMicros, Deadline deadline) throws StoreException {
                failWhenDown();
                return limitStore.book(plan, nowMicros, deadline);
            }

            @Override
            public PlanUse use(String planId, int place, String digest, long nowMicros, Deadline deadline)
                    throws StoreException {
                plansAsked++;
                failWhenDown();
                return limitStore.use(planId, place, digest, nowMicros, deadline);
            }

            private void failWhenDown() throws StoreException {
                if (plansDown) {
                    throw new StoreException("plans are down, as planned", null);
                }
            }
        };
    }

    /** Makes this the active bundle, as the function sees it from now on. */
    void publish(Bundle next) {
        bundle = Optional.of(next);
        digest = "sha256:" + Sha256.hex(digest);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    }

    private BundleSource bundles() {
        return new BundleSource() {
            @Override
            public Optional<String> active(Deadline deadline) throws StoreException {
                if (bundlesDown) {
                    throw new StoreException("bundles are down, as planned", null);
                }
                return bundle.map(published -> digest);
            }

            @Override
            public Bundle load(String digest, Deadline deadline) throws StoreException, BundleException {
                if (bundlesDown) {
                    throw new StoreException("bundles are down, as planned", null);
                }
                loads++;
                if (bundleDamaged) {
                    throw new BundleException("damaged, as planned");
                }
                return bundle.orElseThrow(() -> new BundleException("no bundle"));
            }
        };
    }

    static HttpResponse answer(Api api, HttpRequest request) {
        return api.answer(request, Deadline.in(Duration.ofSeconds(10)));
    }

    static HttpRequest evaluation(KeyToken key, String body) {
        return post("/access/v1/evaluation", key, body);
    }

    static HttpRequest evaluations(KeyToken key, String body) {
        return post("/access/v1/evaluations", key, body);
    }

    static HttpRequest post(String path, KeyToken key, String body) {
        return request("POST", path, Map.of("authorization", "Bearer " + key.text()), body);
    }

    static HttpRequest request(String method, String path, Map<String, String> headers, String body) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("content-type", "application/json");
        return new HttpRequest(
                method, path, all, body.getBytes(StandardCharsets.UTF_8), "192.0.2.1", "gateway-id", Optional.empty());
    }

    /** {@code bot} calls {@code crm/query}. */
    static String toolCall() {
        return toolCall("bot", "crm", "query");
    }

    static String toolCall(String agent, String server, String tool) {
        return "{\"subject\":{\"type\":\"agent\",\"id\":\"%s\"},\"action\":{\"name\":\"tools/call\"},\"resource\":{\"type\":\"tool\",\"id\":\"%s\",\"properties\":{\"server\":\"%s\"}}}"
                .formatted(agent, tool, server);
    }

    static Json.Obj json(String text) {
        try {
            return (Json.Obj) new JsonText(64).parse(text);
        } catch (JsonException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    static Bundle bundle() {
        var read = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        var harmless = new ToolEntry(List.of("read"), List.of(), Optional.empty(), true);
        var crm = new Server("crm", false, Map.of("query", read, "ping", harmless), Optional.empty());
        var files = new Server("files", false, Map.of(), Optional.of(read));
        var tools = new Target(List.of(), List.of(new Glob("tools/call")), tools("crm"), List.of());
        var todos = new Target(
                List.of(),
                List.of(new Glob("can_read")),
                List.of(),
                List.of(new Target.ResourceMatch(new Glob("todo"), Glob.ANY)));
        var perAgent = new LimitRule(
                "per-agent",
                Mode.ENFORCE,
                new Rate(10, Duration.ofSeconds(1), 5),
                List.of(KeyPart.SUBJECT_ID),
                Bundles.ONE,
                LimitRule.Exceeded.THROTTLE,
                false,
                Optional.empty());
        var hourly = new LimitRule(
                "hourly",
                Mode.ENFORCE,
                new Rate(1, Duration.ofHours(1), 1),
                List.of(KeyPart.SUBJECT_ID, KeyPart.TOOL_NAME),
                Bundles.ONE,
                LimitRule.Exceeded.THROTTLE,
                false,
                Optional.empty());
        var rare = new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(new Glob("files"), new Glob("rare*"))),
                List.of());
        return Bundles.of(
                Map.of("crm", crm, "files", files),
                List.of(
                        Bundles.policy("rarely", rare, List.of(Bundles.allow("once")), List.of("hourly")),
                        Bundles.policy("analysts", tools, List.of(Bundles.allow("all")), List.of("per-agent")),
                        Bundles.policy("todos", todos, List.of(Bundles.allow("read")), List.of())),
                perAgent,
                hourly);
    }

    private static List<Target.ToolMatch> tools(String server) {
        return List.of(new Target.ToolMatch.Named(new Glob(server), Glob.ANY));
    }
}
