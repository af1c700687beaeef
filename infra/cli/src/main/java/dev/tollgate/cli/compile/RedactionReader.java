package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Redaction;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.InjectionAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks a redaction profile, and hands it on as it was written, with its target: functions read the rest. */
final class RedactionReader {
    private static final String TARGET = "target";
    private static final String CAP = "cap";
    private static final List<String> CHANGING =
            List.of("findings", "fields", "roles", "labels", "injection", CAP, "blobs");
    private static final long MOST = 1_000_000_000;
    private static final long MOST_KEPT = 64;
    private static final Map<String, InjectionAction> INJECTION =
            Words.of(InjectionAction.class, InjectionAction::word);
    private static final Map<String, Boolean> BLOBS = Words.of("keep", true, "drop", false);

    /** What each transform takes. */
    private static final Map<String, Shape> TRANSFORMS = new TreeMap<>(Map.of(
            "mask", Shape.MASK,
            "replace", Shape.NO_PARAMETERS,
            "pseudonym", Shape.PSEUDONYM,
            "drop", Shape.NO_PARAMETERS,
            "truncate", Shape.TRUNCATE,
            "generalise", Shape.NO_PARAMETERS,
            "generalise_year", Shape.NO_PARAMETERS,
            "keep", Shape.NO_PARAMETERS));

    private final TargetReader targets;
    private final FindingTypes types;
    private final RedactionLint lint;

    RedactionReader(TargetReader targets, FindingTypes types, RedactionLint lint) {
        this.targets = targets;
        this.types = types;
        this.lint = lint;
    }

    /** The names that rules can have of profiles. A document of a built-in one's name takes its place. */
    static Set<String> profiles(Set<String> own) {
        var profiles = new TreeSet<>(own);
        profiles.addAll(BuiltInProfiles.ALL.keySet());
        return profiles;
    }

    Redaction read(Document document) {
        int problems = document.findings().count();
        Optional<Fields> fields = document.fields(Shape.REDACTION);
        fields.ifPresent(each -> check(document, each));
        Optional<Target> target = fields.flatMap(each -> each.optional(TARGET)).map(targets::read);
        var redaction = new Redaction(written(document), target);
        if (fields.isPresent() && document.findings().count() == problems) {
            lint.check(fields.get(), redaction);
        }
        return redaction;
    }

    /** Without the target, which the bundle has apart. */
    private static Json.Obj written(Document document) {
        if (!(document.spec().json() instanceof Json.Obj profile)) {
            return Json.Obj.EMPTY;
        }
        var members = new LinkedHashMap<>(profile.members());
        members.remove(TARGET);
        return new Json.Obj(members);
    }

    private void check(Document document, Fields fields) {
        if (CHANGING.stream().noneMatch(fields::has)) {
            document.spec()
                    .problem("this profile changes nothing (expected at least one of " + String.join(", ", CHANGING)
                            + ")");
        }
        fields.optional("findings").ifPresent(this::checkFindings);
        fields.optional("fields").map(Value::list).orElse(List.of()).forEach(RedactionReader::checkField);
        for (String name : List.of("roles", "labels")) {
            fields.optional(name)
                    .flatMap(Value::members)
                    .ifPresent(each -> each.values().forEach(member -> checkFindings(member.value())));
        }
        fields.optional("confidence").ifPresent(value -> value.integer(1, 100));
        fields.optional("injection").ifPresent(word -> word.oneOf(INJECTION));
        fields.optional(CAP).ifPresent(RedactionReader::checkCap);
        fields.optional("blobs").ifPresent(word -> word.oneOf(BLOBS));
    }

    private void checkFindings(Value findings) {
        findings.members()
                .ifPresent(members -> members.values().forEach(member -> {
                    types.check(member.key());
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
            transform(value).ifPresent(shape -> {
                if (shape == Shape.TRUNCATE) {
                    value.problem("'truncate' says how much it leaves (expected {truncate: {length: 100}})");
                }
            });
            return;
        }
        value.members().ifPresent(members -> {
            if (members.size() != 1) {
                value.problem("expected one transform, such as {mask: {keep_last: 4}}");
            }
            members.values()
                    .forEach(member -> transform(member.key())
                            .ifPresent(shape ->
                                    member.value().fields(shape).ifPresent(fields -> checkParameters(shape, fields))));
        });
    }

    private static Optional<Shape> transform(Value word) {
        if (word.text().filter(CAP::equals).isPresent()) {
            word.problem("'cap' is no transform: it caps a whole answer, and stands beside 'findings' and 'fields' "
                    + "(expected {truncate: {length: 100}} to cut a text)");
            return Optional.empty();
        }
        return word.oneOf(TRANSFORMS);
    }

    private static void checkParameters(Shape shape, Fields fields) {
        fields.optional("keep_first").ifPresent(value -> value.integer(0, MOST_KEPT));
        fields.optional("keep_last").ifPresent(value -> value.integer(0, MOST_KEPT));
        fields.optional("keep_format").ifPresent(Value::bool);
        if (shape == Shape.TRUNCATE) {
            fields.required("length", "how many characters are left").ifPresent(value -> value.integer(1, MOST));
        }
    }

    private static void checkCap(Value cap) {
        cap.fields(Shape.CAP).ifPresent(fields -> {
            if (Shape.CAP.fields().stream().noneMatch(fields::has)) {
                cap.problem("expected at least one of " + String.join(", ", Shape.CAP.fields()));
            }
            Shape.CAP.fields().forEach(name -> fields.optional(name).ifPresent(value -> value.integer(1, MOST)));
        });
    }
}
