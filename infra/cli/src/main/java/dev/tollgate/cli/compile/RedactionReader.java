package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks a redaction profile, and hands it on as it was written: it is the redaction function that reads it. */
final class RedactionReader {
    /** Profiles that need no document. One of the same name takes their place. */
    private static final Set<String> BUILT_IN = Set.of("gdpr", "hipaa", "pci", "secrets");

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final long MOST = 1_000_000_000;
    private static final long MOST_KEPT = 64;
    private static final Map<String, Boolean> INJECTION =
            new TreeMap<>(Map.of("annotate", true, "strip", true, "quarantine", true, "block", true));

    /** What each transform takes. */
    private static final Map<String, Shape> TRANSFORMS = new TreeMap<>(Map.of(
            "mask", Shape.MASK,
            "replace", Shape.NO_PARAMETERS,
            "pseudonym", Shape.PSEUDONYM,
            "drop", Shape.NO_PARAMETERS,
            "truncate", Shape.TRUNCATE,
            "generalise", Shape.NO_PARAMETERS,
            "generalise_year", Shape.NO_PARAMETERS,
            "keep", Shape.NO_PARAMETERS,
            "cap", Shape.CAP_TRANSFORM));

    private RedactionReader() {}

    /** The names that rules can have of profiles. */
    static Set<String> profiles(Set<String> own) {
        var profiles = new TreeSet<>(own);
        profiles.addAll(BUILT_IN);
        return profiles;
    }

    static Json.Obj read(Document document) {
        document.fields(Shape.REDACTION).ifPresent(fields -> check(document, fields));
        return document.spec().json() instanceof Json.Obj profile ? profile : Json.Obj.EMPTY;
    }

    private static void check(Document document, Fields fields) {
        if (Shape.REDACTION.fields().stream().noneMatch(fields::has)) {
            document.spec()
                    .problem("this profile changes nothing (expected at least one of "
                            + String.join(", ", Shape.REDACTION.fields()) + ")");
        }
        fields.optional("findings").ifPresent(RedactionReader::checkFindings);
        fields.optional("fields").map(Value::list).orElse(List.of()).forEach(RedactionReader::checkField);
        fields.optional("roles")
                .flatMap(Value::members)
                .ifPresent(roles -> roles.values().forEach(role -> checkFindings(role.value())));
        fields.optional("injection").ifPresent(word -> word.oneOf(INJECTION));
        fields.optional("cap").ifPresent(cap -> checkCap(cap, Shape.CAP));
    }

    private static void checkFindings(Value findings) {
        findings.members()
                .ifPresent(members -> members.forEach((type, member) -> {
                    if (!type.equals("*") && !TYPE.matcher(type).matches()) {
                        member.key()
                                .problem("'" + Value.shortened(type) + "' is no type of finding (expected such as "
                                        + "EMAIL_ADDRESS, or \"*\" for any other)");
                    }
                    checkTransform(member.value());
                }));
    }

    private static void checkField(Value item) {
        item.fields(Shape.REDACTED_FIELD).ifPresent(fields -> {
            if (fields.has("path") == fields.has("name")) {
                item.problem("a field is found by its 'path' or by its 'name' (expected one of them)");
            }
            fields.optional("path").ifPresent(JsonPath::read);
            fields.optional("name").ifPresent(Value::text);
            fields.required("transform", "what becomes of it: one of " + String.join(", ", TRANSFORMS.keySet()))
                    .ifPresent(RedactionReader::checkTransform);
        });
    }

    /** A word, or {@code {word: {parameters}}}. */
    private static void checkTransform(Value value) {
        if (value.isText()) {
            value.oneOf(TRANSFORMS).ifPresent(shape -> {
                if (shape == Shape.TRUNCATE || shape == Shape.CAP_TRANSFORM) {
                    value.problem("'" + value.text().orElseThrow() + "' says how much it leaves (expected {"
                            + value.text().orElseThrow() + ": {"
                            + shape.fields().getFirst() + ": 100}})");
                }
            });
            return;
        }
        value.members().ifPresent(members -> {
            if (members.size() != 1) {
                value.problem("expected one transform, such as {mask: {keep_last: 4}}");
            }
            members.forEach((word, member) -> checkTransform(word, member));
        });
    }

    private static void checkTransform(String word, Value.Member member) {
        Shape shape = TRANSFORMS.get(word);
        if (shape == null) {
            member.key().oneOf(TRANSFORMS);
            return;
        }
        if (shape == Shape.CAP_TRANSFORM) {
            checkCap(member.value(), shape);
            return;
        }
        member.value().fields(shape).ifPresent(fields -> {
            fields.optional("keep_first").ifPresent(value -> value.integer(0, MOST_KEPT));
            fields.optional("keep_last").ifPresent(value -> value.integer(0, MOST_KEPT));
            fields.optional("keep_format").ifPresent(Value::bool);
            if (shape == Shape.TRUNCATE) {
                fields.required("length", "how many characters are left").ifPresent(value -> value.integer(1, MOST));
            }
        });
    }

    private static void checkCap(Value cap, Shape shape) {
        cap.fields(shape).ifPresent(fields -> {
            if (shape.fields().stream().noneMatch(fields::has)) {
                cap.problem("expected at least one of " + String.join(", ", shape.fields()));
            }
            shape.fields().forEach(name -> fields.optional(name).ifPresent(value -> value.integer(1, MOST)));
        });
    }
}
