package dev.tollgate.core.redact;

import dev.tollgate.core.argument.ArgumentPath;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Redaction;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.redact.Transform.Mask;
import dev.tollgate.core.redact.Transform.Pseudonym;
import dev.tollgate.core.redact.Transform.Truncate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a profile as the bundle has it. The command checked it before it was published. */
public final class ProfileReader {
    private static final int LARGEST = 1_000_000_000;

    private ProfileReader() {}

    /** @throws IllegalArgumentException when this is no profile */
    public static Profile read(String name, Redaction redaction) {
        return read(name, redaction.profile(), redaction.target());
    }

    /**
     * @param target of the document, which the bundle has apart
     * @throws IllegalArgumentException when this is no profile
     */
    public static Profile read(String name, Json.Obj document, Optional<Target> target) {
        return new Profile(
                name,
                findings(document.object("findings").orElse(Json.Obj.EMPTY)),
                fields(document.items("fields")),
                nested(document.object("roles").orElse(Json.Obj.EMPTY)),
                nested(document.object("labels").orElse(Json.Obj.EMPTY)),
                figure(document, "confidence", Profile.USUAL_CONFIDENCE),
                document.text("injection")
                        .map(word -> InjectionAction.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(InjectionAction.ANNOTATE),
                document.object("cap").map(ProfileReader::cap).orElse(Cap.NONE),
                document.text("blobs").filter("drop"::equals).isEmpty(),
                target);
    }

    /** {@code {bytes, rows, depth}}, each of them optional. */
    public static Cap cap(Json.Obj cap) {
        return new Cap(figure(cap, "bytes"), figure(cap, "rows"), figure(cap, "depth"));
    }

    private static OptionalLong figure(Json.Obj cap, String name) {
        return cap.integer(name).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static Map<String, Map<String, Transform>> nested(Json.Obj object) {
        var nested = new LinkedHashMap<String, Map<String, Transform>>();
        object.members().forEach((name, value) -> {
            if (value instanceof Json.Obj findings) {
                nested.put(name, findings(findings));
            }
        });
        return nested;
    }

    private static Map<String, Transform> findings(Json.Obj object) {
        var findings = new LinkedHashMap<String, Transform>();
        object.members().forEach((type, value) -> findings.put(type, transform(value)));
        return findings;
    }

    private static List<FieldRule> fields(List<Json> items) {
        var fields = new ArrayList<FieldRule>();
        for (Json item : items) {
            if (item instanceof Json.Obj field) {
                Transform transform = transform(field.get("transform").orElse(Json.Null.NULL));
                field.text("path")
                        .ifPresent(path -> fields.add(new FieldRule.AtPath(ArgumentPath.of(path), transform)));
                field.text("name").ifPresent(name -> fields.add(new FieldRule.Named(name, transform)));
            }
        }
        return fields;
    }

    private static Transform transform(Json value) {
        if (value instanceof Json.Str(String word)) {
            return transform(word, Json.Obj.EMPTY);
        }
        if (value instanceof Json.Obj(Map<String, Json> members) && members.size() == 1) {
            var only = members.entrySet().iterator().next();
            return transform(only.getKey(), only.getValue() instanceof Json.Obj object ? object : Json.Obj.EMPTY);
        }
        throw new IllegalArgumentException("this is no transform");
    }

    private static Transform transform(String word, Json.Obj parameters) {
        return switch (word) {
            case "keep" -> Transform.KEEP;
            case "generalise", "generalise_year" -> Transform.GENERALISE;
            case "truncate" -> new Truncate(figure(parameters, "length", LARGEST));
            case "mask" -> new Mask(figure(parameters, "keep_first", 0), figure(parameters, "keep_last", 0));
            case "pseudonym" ->
                new Pseudonym(parameters
                        .get("keep_format")
                        .filter(Json.Bool.TRUE::equals)
                        .isPresent());
            case "replace" -> Transform.REPLACE;
            case "drop" -> Transform.DROP;
            default -> throw new IllegalArgumentException("this is no transform");
        };
    }

    private static int figure(Json.Obj parameters, String name, int otherwise) {
        long figure = parameters.integer(name).orElse((long) otherwise);
        if (figure < 0 || figure > LARGEST) {
            throw new IllegalArgumentException(name + " is 0 to " + LARGEST + ", not " + figure);
        }
        return (int) figure;
    }
}
