package dev.tollgate.bench;

import dev.tollgate.bench.SoakStack.SoakAgent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Questions of the bundle {@code soak}, and the answers of tools that follow an allow; what came of them is counted. */
final class SoakCalls {
    private static final int ANSWER_BYTES = 2_000;
    private static final int TOLD_ERRORS = 20;

    /** What one call asks for, and how often of a hundred. */
    private enum Kind {
        LOOKUP(50),
        PAGE(25),
        SEND(15),
        ERASE(10);

        private final int share;

        Kind(int share) {
            this.share = share;
        }

        static Kind any() {
            int left = ThreadLocalRandom.current().nextInt(100);
            for (Kind kind : values()) {
                left -= kind.share;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("the shares are not a hundred");
        }

        String tool() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final URI url;
    private final String key;
    private final List<SoakAgent> agents;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> effects = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> admitted = new ConcurrentHashMap<>();
    private final long startNanos = System.nanoTime();
    private volatile Map<String, Latencies> latencies = new ConcurrentHashMap<>();
    private volatile Latencies interval = new Latencies();
    private long doneBefore;

    SoakCalls(URI url, String key, List<SoakAgent> agents) {
        this.url = url;
        this.key = key;
        this.agents = agents;
    }

    /** For one thread: a connection of its own. */
    Caller caller() {
        return new Caller();
    }

    long done() {
        return done.get();
    }

    long errors() {
        return errors.get();
    }

    List<String> told() {
        return List.copyOf(told);
    }

    Map<String, AtomicLong> effects() {
        return new TreeMap<>(effects);
    }

    long throttled() {
        return effects.entrySet().stream()
                .filter(each -> each.getKey().endsWith(" throttle"))
                .mapToLong(each -> each.getValue().get())
                .sum();
    }

    Map<String, Latencies> latencies() {
        return new TreeMap<>(latencies);
    }

    /** Calls that the limits admitted, by their key: since the first of all, also of the warm-up. */
    Map<String, AtomicLong> admitted() {
        return new TreeMap<>(admitted);
    }

    double secondsSinceTheFirst() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** What new processes could not answer in time is not what is measured. */
    void forgetWarmUp() {
        errors.set(0);
        told.clear();
    }

    void startCounting() {
        latencies = new ConcurrentHashMap<>();
        interval = new Latencies();
        effects.clear();
        doneBefore = done.get();
    }

    /** Calls, errors, and latencies, since the same was asked before. */
    String sinceLast() {
        Latencies last = interval;
        interval = new Latencies();
        long now = done.get();
        long calls = now - doneBefore;
        doneBefore = now;
        return String.format(
                Locale.ROOT, "%d | %d | %.1f | %.1f", calls, errors.get(), last.millis(0.5), last.millis(0.99));
    }

    final class Caller {
        private final Connection connection = new Connection(url);

        /** Asks, and hands an answer in when it was allowed. */
        void call(long dueNanos) {
            Kind kind = Kind.any();
            SoakAgent agent = agents.get(ThreadLocalRandom.current().nextInt(agents.size()));
            try {
                String effect = decide(kind, agent, dueNanos);
                effects.computeIfAbsent(kind.tool() + " " + effect, any -> new AtomicLong())
                        .incrementAndGet();
            } catch (IOException | RuntimeException failed) {
                wrong(kind.tool() + ": " + failed);
            }
            done.incrementAndGet();
        }

        private String decide(Kind kind, SoakAgent agent, long dueNanos) throws IOException {
            String question = """
                    {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},\
                    "resource":{"type":"tool","id":"%s","properties":{"server":"soak"}},\
                    "context":{"supported_obligations":["redact"]}}""".formatted(agent.id(), kind.tool());
            Connection.Answer answer =
                    connection.send(Connection.request(url, "POST", "/access/v1/evaluation", key, question));
            took(kind.tool(), dueNanos);
            if (answer.status() != 200 || answer.body().contains("_unavailable") || !hasRecord(answer)) {
                wrong(kind.tool() + ": " + answer.status() + " " + answer.body());
                return "error";
            }
            if (!answer.body().contains("\"decision\":true")) {
                return answer.body().contains("\"effect\":\"throttle\"") ? "throttle" : "deny";
            }
            if (kind == Kind.LOOKUP) {
                for (String of : List.of(agent.id(), agent.owner())) {
                    admitted.computeIfAbsent(of, any -> new AtomicLong()).incrementAndGet();
                }
            }
            if (kind == Kind.LOOKUP || kind == Kind.PAGE) {
                redact(kind, answer.decisionId());
            }
            return "allow";
        }

        private void redact(Kind kind, String decision) throws IOException {
            long start = System.nanoTime();
            String body = "{\"decision_id\":\"" + decision + "\",\"outcome\":{\"status\":\"ok\"},\"result\":"
                    + RESULTS.get(kind) + "}";
            Connection.Answer answer = connection.send(Connection.request(url, "POST", "/v1/redact", key, body));
            took("redaction", start);
            if (answer.status() != 200
                    || answer.body().contains("\"action\":\"blocked\"")
                    || kind == Kind.LOOKUP && answer.body().contains("@example.org")) {
                wrong("redaction: " + answer.status() + " "
                        + answer.body().substring(0, Math.min(200, answer.body().length())));
            }
        }
    }

    private static final Map<Kind, String> RESULTS = new EnumMap<>(Map.of(
            Kind.LOOKUP,
            new String(Answers.dense(ANSWER_BYTES), StandardCharsets.UTF_8),
            Kind.PAGE,
            new String(Answers.clean(ANSWER_BYTES), StandardCharsets.UTF_8)));

    private static boolean hasRecord(Connection.Answer answer) {
        return !answer.decisionId().isEmpty();
    }

    private void took(String what, long sinceNanos) {
        long nanos = System.nanoTime() - sinceNanos;
        latencies.computeIfAbsent(what, any -> new Latencies()).add(nanos);
        interval.add(nanos);
    }

    private void wrong(String what) {
        if (errors.incrementAndGet() <= TOLD_ERRORS) {
            told.add(what);
        }
    }
}
