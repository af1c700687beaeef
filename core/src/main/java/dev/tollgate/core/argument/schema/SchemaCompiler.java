package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a schema document once, from a list of places still to be read, so that no document is too deep for it. */
final class SchemaCompiler {
    private static final int MOST_SCHEMAS = 10_000;
    private static final int MOST_PROBLEMS = 50;
    private static final Set<String> NOT_KNOWN_HERE = Set.of("$dynamicRef", "$recursiveRef", "$vocabulary");

    private final Json document;
    private final Draft draft;
    private final References references;
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Deque<Unread> unread = new ArrayDeque<>();
    private final Circles circles = new Circles();
    private final List<SchemaProblem> problems = new ArrayList<>();

    private record Unread(Json value, String pointer, Schema schema) {}

    SchemaCompiler(Json document) {
        this.document = document;
        this.references = new References(document, this);
        this.draft = draft();
    }

    Schema compile() throws SchemaException {
        Schema root = schema(document, "");
        do {
            while (!unread.isEmpty()) {
                read(unread.poll());
            }
        } while (references.resolve() && problems.isEmpty());
        circles.first().ifPresent(pointer -> wrong(pointer, "the references go in a circle"));
        if (!problems.isEmpty()) {
            throw new SchemaException(problems);
        }
        return root;
    }

    /** The schema at a place; read later, and only once. */
    Schema schema(Json value, String pointer) {
        Schema known = schemas.get(pointer);
        if (known != null) {
            return known;
        }
        var schema = new Schema();
        if (schemas.size() < MOST_SCHEMAS) {
            schemas.put(pointer, schema);
            unread.add(new Unread(value, pointer, schema));
            circles.name(schema, pointer);
        } else if (schemas.size() == MOST_SCHEMAS) {
            wrong(pointer, "expected at most " + MOST_SCHEMAS + " schemas in one document");
        }
        return schema;
    }

    void wrong(String pointer, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new SchemaProblem(pointer, message));
        }
    }

    void inPlace(Schema from, Schema to) {
        circles.edge(from, to);
    }

    private Draft draft() {
        Optional<String> dialect = document instanceof Json.Obj object ? object.text("$schema") : Optional.empty();
        Optional<Draft> known = dialect.flatMap(Draft::of);
        if (dialect.isPresent() && known.isEmpty()) {
            wrong("/$schema", "expected JSON Schema draft 2020-12, 2019-09, 7 or 6");
        }
        return known.orElse(Draft.TWENTY_TWENTY);
    }

    private void read(Unread next) {
        switch (next.value) {
            case Json.Obj members -> read(new Source(members, next.pointer, next.schema, this), next);
            case Json.Bool bool -> {
                if (!bool.value()) {
                    next.schema.becomeNever();
                }
            }
            case Json.Str other -> wrong(next.pointer, "expected a schema: an object, true or false");
            case Json.Num other -> wrong(next.pointer, "expected a schema: an object, true or false");
            case Json.Arr other -> wrong(next.pointer, "expected a schema: an object, true or false");
            case Json.Null other -> wrong(next.pointer, "expected a schema: an object, true or false");
        }
    }

    private void read(Source source, Unread next) {
        NOT_KNOWN_HERE.stream()
                .filter(source::has)
                .sorted()
                .forEach(keyword -> source.wrong(keyword, "not known here; use $ref within this document"));
        if (!next.pointer.isEmpty() && !sameDialect(source)) {
            source.wrong("$schema", "expected the same as at the top of the document");
        }
        // Schemas that nothing refers to must be sound as well.
        source.namedSchemas("$defs");
        source.namedSchemas("definitions");
        Optional<Keyword> reference = references.read(source, next.pointer);
        if (reference.isPresent() && draft == Draft.SEVEN) {
            next.schema.become(List.of(reference.get()), List.of());
            return;
        }
        references.learn(source, next.pointer);
        var keywords = new ArrayList<Keyword>();
        ValueKeywords.read(source, next.schema, keywords::add);
        NumberKeywords.read(source, keywords::add);
        TextKeywords.read(source, keywords::add);
        ListKeywords.read(source, keywords::add);
        ObjectKeywords.read(source, keywords::add);
        DependencyKeywords.read(source, keywords::add);
        reference.ifPresent(keywords::add);
        LogicKeywords.read(source, keywords::add);
        var aboutTheRest = new ArrayList<Keyword>();
        ListKeywords.readRest(source, aboutTheRest::add);
        ObjectKeywords.readRest(source, aboutTheRest::add);
        next.schema.become(keywords, aboutTheRest);
    }

    private boolean sameDialect(Source source) {
        Optional<Json> own = source.get("$schema");
        Optional<Json> top = document instanceof Json.Obj object ? object.get("$schema") : Optional.empty();
        return own.isEmpty() || own.equals(top);
    }
}
