package dev.tollgate.cli.diff;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.policy.expr.ExprCodec;
import dev.tollgate.core.policy.expr.ExprText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bundle as lines, each with the place it is said at, from the document inwards: {@code policy p, rule r, when}. Two
 * bundles are compared by their lines.
 */
final class BundleLines {
    private final Map<List<String>, String> lines = new TreeMap<>(BundleLines::byWords);

    private BundleLines() {}

    /** @return what is said, by place */
    static Map<List<String>, String> of(Bundle bundle) {
        Json.Obj json = BundleCodec.encode(bundle);
        var lines = new BundleLines();
        lines.members(List.of("settings"), json.object("settings").orElseThrow());
        lines.named("server", json.object("servers").orElseThrow());
        json.items("policies").forEach(policy -> lines.policy((Json.Obj) policy));
        lines.named("limit", json.object("limits").orElseThrow());
        lines.named("schedule", json.object("schedules").orElseThrow());
        lines.named("redaction", json.object("redactions").orElseThrow());
        lines.named("data", json.object("data").orElseThrow());
        return lines.lines;
    }

    private void named(String kind, Json.Obj documents) {
        documents.members().forEach((name, document) -> {
            switch (kind) {
                case "server" -> server(name, (Json.Obj) document);
                default -> {
                    if (document instanceof Json.Obj object) {
                        members(List.of(kind + " " + name), object);
                    } else {
                        add(List.of(kind + " " + name), document);
                    }
                }
            }
        });
    }

    private void server(String name, Json.Obj server) {
        String document = "server " + name;
        server.members().forEach((member, value) -> {
            if (member.equals("tools") && value instanceof Json.Obj tools) {
                tools.members().forEach((tool, entry) -> members(List.of(document, "tool " + tool), (Json.Obj) entry));
            } else {
                add(List.of(document, member), value);
            }
        });
    }

    private void tool(List<String> place, Json.Obj entry) {
        entry.members().forEach((member, value) -> {
            List<String> inner = within(place, member);
            if (value instanceof Json.Obj arguments) {
                members(inner, arguments);
            } else {
                add(inner, value);
            }
        });
    }

    private void policy(Json.Obj policy) {
        String document = "policy " + policy.text("name").orElseThrow();
        policy.members().forEach((member, value) -> {
            switch (member) {
                case "name" -> {}
                case "rules" -> each(document, "rule ", value);
                case "exceptions" -> each(document, "exception ", value);
                default -> add(List.of(document, member), value);
            }
        });
    }

    private void each(String document, String kind, Json list) {
        for (Json item : ((Json.Arr) list).items()) {
            var object = (Json.Obj) item;
            members(List.of(document, kind + object.text("id").orElseThrow()), object);
        }
    }

    private void members(List<String> place, Json.Obj object) {
        object.members().forEach((member, value) -> {
            if (!member.equals("id")) {
                add(within(place, member), value);
            }
        });
    }

    private static List<String> within(List<String> place, String member) {
        return Stream.concat(place.stream(), Stream.of(member)).toList();
    }

    private void add(List<String> place, Json value) {
        String member = place.getLast();
        lines.put(
                place,
                member.equals("when") || member.equals("cost")
                        ? ExprText.of(ExprCodec.decode(value))
                        : JsonText.write(value));
    }

    private static int byWords(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
