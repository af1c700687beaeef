package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows {@code $ref} to anchors, ids and places of the same document. Nothing is ever fetched. */
final class References {
    private static final int LONGEST = 1_000;

    private final Json document;
    private final SchemaCompiler compiler;
    private final Map<String, String> anchors = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> resources = new HashSet<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    private record Pending(Source source, String from, String reference, Reference keyword) {}

    /** A reference, which is resolved when all anchors are known. */
    private static final class Reference implements Keyword {
        private Schema target = new Schema();

        @Override
        public boolean holds(Json value, Place place, Seen seen, Check check) {
            return target.holds(value, place, seen, check);
        }
    }

    References(Json document, SchemaCompiler compiler) {
        this.document = document;
        this.compiler = compiler;
    }

    Optional<Keyword> read(Source source, String pointer) {
        return source.text("$ref").map(reference -> {
            var keyword = new Reference();
            pending.add(new Pending(source, pointer, reference, keyword));
            return keyword;
        });
    }

    /** Takes note of the names that references may use. */
    void learn(Source source, String pointer) {
        source.text("$anchor").ifPresent(name -> learn(anchors, resource(pointer) + "#" + name, pointer));
        source.text("$dynamicAnchor").ifPresent(name -> learn(anchors, resource(pointer) + "#" + name, pointer));
        source.text("$id").ifPresent(id -> learnId(source, pointer, id));
    }

    private void learnId(Source source, String pointer, String id) {
        if (id.startsWith("#")) {
            learn(anchors, resource(pointer) + id, pointer);
            return;
        }
        if (!pointer.isEmpty() && id.indexOf('/') >= 0 && id.indexOf(':') < 0) {
            source.wrong("$id", "expected an absolute address or a name without /");
        }
        learn(ids, withoutFragment(id), pointer);
        resources.add(pointer);
    }

    private void learn(Map<String, String> names, String name, String pointer) {
        String known = names.putIfAbsent(name, pointer);
        if (known != null && !known.equals(pointer)) {
            compiler.wrong(pointer, "has a name ($id or $anchor) that another schema has too");
        }
    }

    /** Resolves what is pending; true when that may have brought new schemas to read. */
    boolean resolve() {
        boolean any = !pending.isEmpty();
        while (!pending.isEmpty()) {
            Pending next = pending.poll();
            Optional<String> pointer = target(next);
            Optional<Json> value = pointer.flatMap(place -> Pointer.follow(place, document));
            if (value.isPresent()) {
                next.keyword.target = next.source.inPlace(compiler.schema(value.get(), pointer.get()));
            } else {
                next.source.wrong("$ref", problem(next.reference));
            }
        }
        return any;
    }

    private static String problem(String reference) {
        return reference.startsWith("#")
                ? "expected the place of a schema, but nothing stands there"
                : "expected a reference within this document (#…): other documents are not fetched";
    }

    private Optional<String> target(Pending next) {
        if (next.reference.length() > LONGEST) {
            return Optional.empty();
        }
        int hash = next.reference.indexOf('#');
        String address = hash < 0 ? next.reference : next.reference.substring(0, hash);
        Optional<String> resource =
                address.isEmpty() ? Optional.of(resource(next.from)) : Optional.ofNullable(ids.get(address));
        Optional<String> fragment = hash < 0 ? Optional.of("") : decoded(next.reference.substring(hash + 1));
        return resource.flatMap(start -> fragment.flatMap(rest -> within(start, rest)));
    }

    private Optional<String> within(String resource, String fragment) {
        return fragment.isEmpty() || fragment.startsWith("/")
                ? Optional.of(resource + fragment)
                : Optional.ofNullable(anchors.get(resource + "#" + fragment));
    }

    /** The pointer of the nearest schema around this one that has an {@code $id} of its own. */
    private String resource(String pointer) {
        String around = pointer;
        while (!around.isEmpty() && !resources.contains(around)) {
            around = around.substring(0, around.lastIndexOf('/'));
        }
        return around;
    }

    private static String withoutFragment(String id) {
        int hash = id.indexOf('#');
        return hash < 0 ? id : id.substring(0, hash);
    }

    private static Optional<String> decoded(String fragment) {
        if (fragment.indexOf('%') < 0) {
            return Optional.of(fragment);
        }
        var bytes = new ByteArrayOutputStream();
        byte[] written = fragment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < written.length; i++) {
            if (written[i] != '%') {
                bytes.write(written[i]);
                continue;
            }
            int high = i + 2 < written.length ? Character.digit(written[i + 1], 16) : -1;
            int low = i + 2 < written.length ? Character.digit(written[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
