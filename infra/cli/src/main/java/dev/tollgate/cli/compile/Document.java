package dev.tollgate.cli.compile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One document of a bundle: what it is, what it is called, and what it says.
 *
 * @param at where its name stands, for problems with the document as a whole
 */
record Document(Kind kind, String name, Value at, Value spec) {
    /** Stands for a name that could not be read, which is reported. */
    private static final String NO_NAME = "?";

    private static final String API_VERSION = "tollgate.dev/v1";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    enum Kind {
        BUNDLE("Bundle"),
        POLICY("Policy"),
        LIMIT("Limit"),
        SERVER("Server"),
        REDACTION("Redaction"),
        DATA("Data"),
        SCHEDULE("Schedule"),
        TEST("Test");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Empty when the document is too far from one to go on. */
    static Optional<Document> read(Value root) {
        return root.fields(Shape.DOCUMENT).flatMap(fields -> read(root, fields));
    }

    private static Optional<Document> read(Value root, Fields fields) {
        fields.required("apiVersion", API_VERSION).ifPresent(Document::checkVersion);
        Optional<Kind> kind = fields.required("kind", "one of " + kinds()).flatMap(Document::kind);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Optional<Value> name = fields.required("metadata", "metadata: {name: …}")
                .flatMap(metadata -> metadata.fields(Shape.METADATA))
                .flatMap(metadata -> metadata.required("name", "a name of letters, digits and '-'"));
        Optional<Value> spec = fields.required("spec", "the document's content; {} for none");
        return spec.map(says ->
                new Document(kind.get(), name.flatMap(Document::name).orElse(NO_NAME), name.orElse(root), says));
    }

    private static void checkVersion(Value version) {
        version.text()
                .filter(text -> !text.equals(API_VERSION))
                .ifPresent(text -> version.problem("expected " + API_VERSION + ", not '" + text + "'"));
    }

    private static Optional<Kind> kind(Value value) {
        var words = new TreeMap<String, Kind>();
        Arrays.stream(Kind.values()).forEach(kind -> words.put(kind.word(), kind));
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = words.get(text.get());
        if (kind == null) {
            value.problem("there is no kind '" + text.get() + "' (expected one of " + kinds() + ")"
                    + Suggestion.after(text.get(), words.keySet()));
            return Optional.empty();
        }
        return Optional.of(kind);
    }

    private static String kinds() {
        return String.join(", ", Arrays.stream(Kind.values()).map(Kind::word).toList());
    }

    /** The names that policies give to things: of documents, rules, roles, labels. */
    static Optional<String> name(Value value) {
        return value.text().filter(text -> {
            boolean good = NAME.matcher(text).matches();
            if (!good) {
                value.problem(
                        "'" + Value.shortened(text) + "' is not a name (expected 1 to 63 lower-case letters, digits "
                                + "and '-', not beginning with '-')");
            }
            return good;
        });
    }

    String title() {
        return kind.word().toLowerCase(Locale.ROOT) + " '" + name + "'";
    }

    /** Whether its name could be read. */
    boolean isNamed() {
        return !name.equals(NO_NAME);
    }

    Findings findings() {
        return spec.source().findings();
    }

    /** The spec's fields; none, and a problem, when it is no mapping. */
    Optional<Fields> fields(Shape shape) {
        return spec.fields(shape);
    }
}
