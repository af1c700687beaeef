package dev.tollgate.bench;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft.Kind;
import dev.tollgate.core.record.Pseudonyms;
import java.util.List;
import java.util.Random;

/**
 * Records as they come: 200 agents of which few are busy, 60 tools of 12 servers, decisions and the answers to most of
 * them, and now and then something else. A session has about 40 records, a trace about 8.
 */
final class RecordMix {
    static final int AGENTS = 200;
    static final int TOOLS = 60;
    private static final int SERVERS = 12;
    private static final int RECORDS_OF_A_SESSION = 40;
    private static final int RECORDS_OF_A_TRACE = 8;
    private static final String BUNDLE = "sha256:" + "5f0c".repeat(16);

    private final Random random;
    private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);
    private final int[] writtenOf = new int[AGENTS];

    RecordMix(Random random) {
        this.random = random;
    }

    record Made(Kind kind, Json.Obj members) {}

    static String agent(int number) {
        return "agent-%03d".formatted(number);
    }

    static String tool(int number) {
        return "tool_%02d".formatted(number);
    }

    Made next() {
        int agent = few(AGENTS);
        int tool = few(TOOLS);
        int what = random.nextInt(10_000);
        if (what < 10) {
            return new Made(
                    Kind.ADMIN,
                    Json.object()
                            .put("act", "agent.rotate")
                            .put("agent", agent(agent))
                            .put("by", person(agent))
                            .build());
        }
        if (what < 30) {
            return new Made(
                    Kind.SECURITY,
                    ended(Json.object().put("event", "outside_scope").put("agent", agent(agent))));
        }
        if (what < 60) {
            return new Made(
                    Kind.APPROVAL, ended(call(agent, tool).put("act", "approve").put("by", person(3))));
        }
        return what < 5_600 ? decision(agent, tool) : redaction(agent, tool);
    }

    private Made decision(int agent, int tool) {
        int what = random.nextInt(1_000);
        String effect = what < 50 ? "deny" : what < 70 ? "throttle" : "allow";
        String reason = switch (effect) {
            case "deny" -> what == 0 ? "tool_changed" : "denied_by_policy";
            case "throttle" -> "rate_limited";
            default -> "allowed";
        };
        Json.Members members = call(agent, tool)
                .put("effect", effect)
                .put("reason", reason)
                .put("policy", "policy-" + tool % 20)
                .put("rule", "rule-" + tool % 7)
                .put(
                        "arguments",
                        pseudonyms.digestOf(
                                "arguments",
                                Json.object().put("n", random.nextLong()).build()));
        if (effect.equals("allow") && tool % 3 == 0) {
            members.put("labels", Json.texts(List.of(tool % 2 == 0 ? "sensitive" : "untrusted")));
        }
        return new Made(Kind.DECISION, ended(members));
    }

    private Made redaction(int agent, int tool) {
        Json.Members members = call(agent, tool)
                .put("decision", "06h1uhgckea8t4ggldd4aqpivo-" + random.nextInt(10_000))
                .put(
                        "outcome",
                        Json.object()
                                .put("status", "ok")
                                .put("duration_ms", random.nextInt(900))
                                .build())
                .put("profiles", Json.texts(List.of("default")))
                .put("redaction", "none")
                .put("bytes_in", 1_200)
                .put("bytes_out", 1_200);
        if (random.nextInt(10) == 0) {
            members.put("redaction", "redact")
                    .put(
                            "findings",
                            new Json.Arr(List.of(Json.object()
                                    .put("type", "email")
                                    .put("action", "redact")
                                    .put("count", 2)
                                    .build())))
                    .put("labels", Json.texts(List.of("pii")));
        }
        return new Made(Kind.REDACTION, ended(members));
    }

    private Json.Members call(int agent, int tool) {
        int number = writtenOf[agent]++;
        return Json.object()
                .put("agent", agent(agent))
                .put("owner", person(agent % 20))
                .put("action", "tools/call")
                .put("server", "server-" + tool % SERVERS)
                .put("tool", tool(tool))
                .put("session", pseudonyms.of("session", agent + "/" + number / RECORDS_OF_A_SESSION))
                .put("trace", pseudonyms.of("trace", agent + "/" + number / RECORDS_OF_A_TRACE))
                .put("hook", "mcp-proxy/1.0");
    }

    private Json.Obj ended(Json.Members members) {
        return members.put("bundle", BUNDLE)
                .put(
                        "caller",
                        Json.object()
                                .put("key", "k7f2m4q6")
                                .put("role", "enforcer")
                                .put("from", pseudonyms.of("address", "192.0.2." + random.nextInt(30)))
                                .build())
                .put("took_us", random.nextInt(20_000))
                .build();
    }

    private String person(int number) {
        return pseudonyms.of("person", "user:" + number);
    }

    /** The first ones often, the last ones seldom: half of all records are those of a tenth of the names. */
    private int few(int most) {
        double part = random.nextDouble();
        return (int) (most * part * part * part);
    }
}
