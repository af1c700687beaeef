package dev.tollgate.decision;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.decision.BatchRequest.Item;
import dev.tollgate.decision.BatchRequest.Semantic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads an AuthZEN evaluations request (Authorization API 1.0, section 7). */
final class BatchReader {
    /** As many as one DynamoDB transaction takes, since their records are written in one. */
    private static final int MOST_ITEMS = 100;

    private static final List<String> DEFAULTED = List.of("subject", "action", "resource", "context");
    private static final List<String> TYPED = List.of("subject", "resource");

    private final EvaluationReader reader;

    BatchReader(EvaluationReader reader) {
        this.reader = reader;
    }

    /** Empty when the request has no items and is no plan: it is then a single evaluation. */
    Optional<BatchRequest> read(Json.Obj body) throws ProblemException {
        Json.Obj options = EvaluationReader.optionalObject(body, "options", "options");
        Semantic semantic = semantic(options);
        if (isPlan(options)) {
            return Optional.of(plan(body, semantic));
        }
        List<Json> items = items(body);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var read = new ArrayList<Item>();
        for (Json item : items) {
            read.add(item(body, item, read.size()));
        }
        return Optional.of(new BatchRequest.Batch(read, semantic));
    }

    private BatchRequest plan(Json.Obj body, Semantic semantic) throws ProblemException {
        if (semantic != Semantic.EXECUTE_ALL) {
            throw EvaluationReader.expected(
                    "options.evaluations_semantic", "execute_all: a plan is taken whole or not at all");
        }
        List<Json> items = items(body);
        if (items.isEmpty()) {
            throw EvaluationReader.expected("evaluations", "the steps of the plan, 1 to " + MOST_ITEMS);
        }
        var steps = new ArrayList<Item>();
        for (Json item : items) {
            steps.add(step(item(body, item, steps.size()), steps.size()));
        }
        return new BatchRequest.Plan(steps);
    }

    private static Item step(Item item, int place) {
        return item instanceof Item.Question(EvaluationRequest request)
                        && request.plan().isPresent()
                ? new Item.Unanswerable(Problem.badRequest(
                        path(place) + ": 'context.plan': expected nothing, since this is a step of a new plan."))
                : item;
    }

    private static List<Json> items(Json.Obj body) throws ProblemException {
        Json evaluations = body.get("evaluations").orElse(Json.Null.NULL);
        if (evaluations == Json.Null.NULL) {
            return List.of();
        }
        if (!(evaluations instanceof Json.Arr(List<Json> items))) {
            throw EvaluationReader.expected("evaluations", "an array");
        }
        if (items.size() > MOST_ITEMS) {
            throw EvaluationReader.expected("evaluations", "at most " + MOST_ITEMS + " items, not " + items.size());
        }
        return items;
    }

    private Item item(Json.Obj body, Json item, int place) {
        if (!(item instanceof Json.Obj own)) {
            return new Item.Unanswerable(Problem.badRequest("'" + path(place) + "': expected an object."));
        }
        try {
            return new Item.Question(reader.read(withDefaults(body, own)));
        } catch (ProblemException unreadable) {
            Problem problem = unreadable.problem();
            return new Item.Unanswerable(
                    new Problem(problem.status(), problem.code(), path(place) + ": " + problem.message()));
        }
    }

    private static String path(int place) {
        return "evaluations[" + place + "]";
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

    private static boolean isPlan(Json.Obj options) throws ProblemException {
        Json.Obj ours = EvaluationReader.optionalObject(options, "tollgate", "options.tollgate");
        Json plan = ours.get("plan").orElse(Json.Null.NULL);
        if (plan == Json.Null.NULL || plan == Json.Bool.FALSE) {
            return false;
        }
        if (plan == Json.Bool.TRUE) {
            return true;
        }
        throw EvaluationReader.expected("options.tollgate.plan", "true or false");
    }

    private static Semantic semantic(Json.Obj options) throws ProblemException {
        Json semantic = options.get("evaluations_semantic").orElse(Json.Null.NULL);
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
