package dev.tollgate.decision;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.decision.SearchRequest.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads an AuthZEN search request (Authorization API 1.0, section 8). */
final class SearchReader {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final int MOST_AMONG = 500;
    private static final int LONGEST_ID = 1_024;
    private static final String AMONG = "options.tollgate.among";

    /** Stands for the id that is searched; whatever was sent in its place is ignored. */
    private static final String SEARCHED = "*";

    private final EvaluationReader reader;

    SearchReader(EvaluationReader reader) {
        this.reader = reader;
    }

    SearchRequest read(Kind kind, Json.Obj body) throws ProblemException {
        var members = new LinkedHashMap<>(body.members());
        Json page = members.remove("page");
        var whole = new Json.Obj(members);
        switch (kind) {
            case SUBJECT -> members.computeIfPresent("subject", (name, subject) -> with(subject, "id"));
            case RESOURCE -> members.computeIfPresent("resource", (name, resource) -> with(resource, "id"));
            case ACTION -> members.put("action", with(Json.Obj.EMPTY, "name"));
        }
        EvaluationRequest question = reader.read(new Json.Obj(members));
        Json.Obj paging = page(page);
        return new SearchRequest(kind, question, among(kind, question, body), token(paging), limit(paging), whole);
    }

    /** What a server lists is not in the catalogue, so that who asks says which resources there are. */
    private static Optional<List<String>> among(Kind kind, EvaluationRequest question, Json.Obj body)
            throws ProblemException {
        Json.Obj options = EvaluationReader.optionalObject(body, "options", "options");
        Json.Obj own = EvaluationReader.optionalObject(options, "tollgate", "options.tollgate");
        Optional<Json> among = own.get("among").filter(value -> value != Json.Null.NULL);
        if (among.isEmpty()) {
            return Optional.empty();
        }
        if (kind != Kind.RESOURCE || question.isForTool()) {
            throw EvaluationReader.expected(AMONG, "nothing: it is for searches for resources that are no tools");
        }
        if (!(among.get() instanceof Json.Arr(List<Json> items)) || items.isEmpty() || items.size() > MOST_AMONG) {
            throw EvaluationReader.expected(AMONG, "an array of 1 to " + MOST_AMONG + " ids");
        }
        var ids = new ArrayList<String>();
        for (Json item : items) {
            if (!(item instanceof Json.Str(String id)) || id.isEmpty() || id.length() > LONGEST_ID) {
                throw EvaluationReader.expected(AMONG + "[" + ids.size() + "]", "a string of 1 to 1,024 characters");
            }
            ids.add(id);
        }
        return Optional.of(List.copyOf(ids));
    }

    private static Json with(Json entity, String name) {
        if (!(entity instanceof Json.Obj object)) {
            return entity;
        }
        var members = new LinkedHashMap<>(object.members());
        members.put(name, Json.of(SEARCHED));
        return new Json.Obj(members);
    }

    private static Json.Obj page(Json page) throws ProblemException {
        if (page == null || page == Json.Null.NULL) {
            return Json.Obj.EMPTY;
        }
        if (page instanceof Json.Obj object) {
            return object;
        }
        throw EvaluationReader.expected("page", "an object");
    }

    private static Optional<String> token(Json.Obj page) throws ProblemException {
        Optional<Json> token = page.get("token").filter(value -> value != Json.Null.NULL);
        if (token.isPresent() && !(token.get() instanceof Json.Str)) {
            throw EvaluationReader.expected("page.token", "a string");
        }
        return page.text("token").filter(text -> !text.isEmpty());
    }

    private static int limit(Json.Obj page) throws ProblemException {
        Optional<Json> limit = page.get("limit").filter(value -> value != Json.Null.NULL);
        if (limit.isEmpty()) {
            return USUAL_LIMIT;
        }
        return page.integer("limit")
                .filter(number -> number >= 0)
                .map(number -> (int) Math.min(number, MOST))
                .orElseThrow(() -> EvaluationReader.expected("page.limit", "a whole number, 0 or more"));
    }
}
