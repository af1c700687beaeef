package dev.tollgate.decision;

import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.decision.BatchRequest.Item;
import dev.tollgate.decision.BatchRequest.Semantic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads an AuthZEN evaluations request (Authorization API 1.0, section 6). */
final class BatchReader {
    /** As many as one DynamoDB transaction takes, since their records are written in one. */
    private static final int MOST_ITEMS = 100;

    private static final List<String> DEFAULTED = List.of("subject", "action", "resource", "context");
    private static final List<String> TYPED = List.of("subject", "resource");

    private final EvaluationReader reader;

    BatchReader(EvaluationReader reader) {
        this.reader = reader;
    }

    /** Empty when the request has no items: it is then a single evaluation. */
    Optional<BatchRequest> read(Json.Obj body) throws ProblemException {
        Semantic semantic = semantic(body);
        Json evaluations = body.get("evaluations").orElse(Json.Null.NULL);
        if (evaluations == Json.Null.NULL) {
            return Optional.empty();
        }
        if (!(evaluations instanceof Json.Arr(List<Json> items))) {
            throw EvaluationReader.expected("evaluations", "an array");
        }
        if (items.isEmpty()) {
            return Optional.empty();
        }
        if (items.size() > MOST_ITEMS) {
            throw EvaluationReader.expected("evaluations", "at most " + MOST_ITEMS + " items, not " + items.size());
        }
        var read = new ArrayList<Item>();
        for (int i = 0; i < items.size(); i++) {
            read.add(item(body, items.get(i), i));
        }
        return Optional.of(new BatchRequest(read, semantic));
    }

    private Item item(Json.Obj body, Json item, int place) {
        String path = "evaluations[" + place + "]";
        if (!(item instanceof Json.Obj own)) {
            return new Item.Unanswerable(Problem.badRequest("'" + path + "': expected an object."));
        }
        try {
            return new Item.Question(reader.read(withDefaults(body, own)));
        } catch (ProblemException unreadable) {
            Problem problem = unreadable.problem();
            return new Item.Unanswerable(
                    new Problem(problem.status(), problem.code(), path + ": " + problem.message()));
        }
    }

    private static Json.Obj withDefaults(Json.Obj body, Json.Obj item) {
        var merged = Json.object();
        for (String name : DEFAULTED) {
            Optional<Json> value = item.get(name)
                    .map(own -> TYPED.contains(name) ? withDefaultType(own, body.object(name)) : own)
                    .or(() -> body.get(name));
            value.ifPresent(present -> merged.put(name, present));
        }
        return merged.build();
    }

    /** An item's member replaces the default whole, but for a missing {@code type}, which it takes over. */
    private static Json withDefaultType(Json own, Optional<Json.Obj> defaults) {
        Optional<String> type = defaults.flatMap(value -> value.text("type"));
        if (type.isEmpty()
                || !(own instanceof Json.Obj object)
                || object.get("type").isPresent()) {
            return own;
        }
        var merged = Json.object().put("type", type.get());
        object.members().forEach(merged::put);
        return merged.build();
    }

    private static Semantic semantic(Json.Obj body) throws ProblemException {
        Json options = body.get("options").orElse(Json.Null.NULL);
        if (options == Json.Null.NULL) {
            return Semantic.EXECUTE_ALL;
        }
        if (!(options instanceof Json.Obj object)) {
            throw EvaluationReader.expected("options", "an object");
        }
        if (object.get("tollgate").isPresent()) {
            // Answered as if it were a batch, a plan would take limits that it only meant to reserve.
            throw EvaluationReader.expected("options.tollgate", "nothing: plans are not offered by this version");
        }
        Json semantic = object.get("evaluations_semantic").orElse(Json.Null.NULL);
        if (semantic == Json.Null.NULL) {
            return Semantic.EXECUTE_ALL;
        }
        for (Semantic known : Semantic.values()) {
            if (semantic.equals(Json.of(known.name().toLowerCase(Locale.ROOT)))) {
                return known;
            }
        }
        throw EvaluationReader.expected(
                "options.evaluations_semantic", "execute_all, deny_on_first_deny or permit_on_first_permit");
    }
}
