package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.Profile;
import dev.tollgate.core.redact.ProfileReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes profiles, and documents that are nearly ones. */
final class Profiles {
    /** A cap below it cannot hold what says that something was cut. */
    static final int LEAST_BYTES = 100;

    private static final List<String> TYPES = List.of(
            "*",
            "PERSONAL",
            "SECRET",
            "EMAIL_ADDRESS",
            "CREDIT_CARD",
            "IBAN",
            "PHONE_NUMBER",
            "PERSON_NAME",
            "PASSWORD",
            "DATE_OF_BIRTH",
            "IP_ADDRESS",
            "POSTAL_CODE",
            "AGE",
            "GEO_COORDINATES",
            "OVERRIDE_INSTRUCTION");
    private static final List<String> ROLES = List.of("analyst", "clerk");
    private static final List<String> LABELS = List.of("sensitive", "untrusted");
    private static final List<String> NAMES = List.of("email", "CARD", "name", "text", "rows", "order_id");
    private static final List<String> PATHS = List.of(
            "$.email", "$.rows[*].name", "$.content[*].text", "$[0]", "$.structuredContent.card", "$[\"a/b~c\"]");
    private static final List<Json> ODD = List.of(
            Json.Null.NULL,
            Json.of(true),
            Json.of(-1),
            Json.of(0),
            Json.of(Long.MAX_VALUE),
            new Json.Num("1e400"),
            new Json.Num("0.5"),
            Json.of(""),
            Json.of("keep"),
            Json.of("block"),
            Json.of("ꙮ"),
            Json.Obj.EMPTY,
            new Json.Arr(List.of()),
            new Json.Arr(List.of(Json.Null.NULL)),
            Json.object().put("length", -3).build(),
            Json.object()
                    .put("truncate", Json.object().put("length", -3).build())
                    .build(),
            Json.object()
                    .put("mask", Json.object().put("keep_last", -7).build())
                    .build());

    private Profiles() {}

    /** Rules by one that is built in, or by profiles of one's own. */
    static Applied applied(Choices choices) {
        List<String> roles = choices.inHundred(50) ? List.of() : List.of(choices.oneOf(ROLES));
        List<String> labels = choices.inHundred(50) ? List.of() : List.of(choices.oneOf(LABELS));
        if (choices.inHundred(45)) {
            String name = choices.oneOf(List.of("gdpr", "hipaa", "pci", "secrets"));
            return new Applied(List.of(BuiltInProfiles.ALL.get(name)), roles, labels, cap(choices));
        }
        var profiles = new ArrayList<Profile>();
        for (int count = 1 + choices.below(2); count > 0; count--) {
            profiles.add(ProfileReader.read("own" + count, document(choices), Optional.empty()));
        }
        return new Applied(profiles, roles, labels, cap(choices));
    }

    private static Cap cap(Choices choices) {
        OptionalLong bytes = choices.inHundred(15) ? OptionalLong.of(bytes(choices)) : OptionalLong.empty();
        return new Cap(bytes, OptionalLong.empty(), OptionalLong.empty());
    }

    private static long bytes(Choices choices) {
        return LEAST_BYTES + choices.below(choices.oneOf(List.of(50, 500, 5_000)));
    }

    /** A profile as the bundle has it. */
    static Json.Obj document(Choices choices) {
        var profile = Json.object().put("findings", findings(choices));
        if (choices.inHundred(40)) {
            profile.put("fields", fields(choices));
        }
        if (choices.inHundred(20)) {
            profile.put(
                    "roles",
                    Json.object().put(choices.oneOf(ROLES), findings(choices)).build());
        }
        if (choices.inHundred(20)) {
            profile.put(
                    "labels",
                    Json.object().put(choices.oneOf(LABELS), findings(choices)).build());
        }
        if (choices.inHundred(20)) {
            profile.put("confidence", 1 + choices.below(100));
        }
        if (choices.inHundred(60)) {
            profile.put("injection", choices.oneOf(List.of("annotate", "strip", "quarantine", "block")));
        }
        if (choices.inHundred(20)) {
            profile.put("cap", figures(choices));
        }
        if (choices.inHundred(20)) {
            profile.put("blobs", choices.oneOf(List.of("keep", "drop")));
        }
        return profile.build();
    }

    private static Json figures(Choices choices) {
        var cap = Json.object();
        if (choices.inHundred(50)) {
            cap.put("bytes", bytes(choices));
        }
        if (choices.inHundred(50)) {
            cap.put("rows", 1 + choices.below(4));
        }
        if (choices.inHundred(50)) {
            cap.put("depth", 1 + choices.below(6));
        }
        return cap.build();
    }

    private static Json findings(Choices choices) {
        var findings = Json.object();
        for (int count = 1 + choices.below(4); count > 0; count--) {
            findings.put(choices.oneOf(TYPES), transform(choices));
        }
        return findings.build();
    }

    private static Json fields(Choices choices) {
        var fields = new ArrayList<Json>();
        for (int count = 1 + choices.below(3); count > 0; count--) {
            var field = Json.object().put("transform", transform(choices));
            boolean isPath = choices.inHundred(50);
            fields.add(field.put(isPath ? "path" : "name", choices.oneOf(isPath ? PATHS : NAMES))
                    .build());
        }
        return new Json.Arr(fields);
    }

    private static Json transform(Choices choices) {
        return switch (choices.below(9)) {
            case 0 -> Json.of("keep");
            case 1 -> Json.of("generalise");
            case 2 -> with("truncate", Json.object().put("length", 1 + choices.below(20)));
            case 3 -> Json.of("mask");
            case 4 ->
                with("mask", Json.object().put("keep_first", choices.below(8)).put("keep_last", choices.below(8)));
            case 5 -> Json.of("pseudonym");
            case 6 -> with("pseudonym", Json.object().put("keep_format", Json.of(true)));
            case 7 -> Json.of("drop");
            default -> Json.of("replace");
        };
    }

    private static Json with(String word, Json.Members parameters) {
        return Json.object().put(word, parameters.build()).build();
    }

    /** A profile of which some parts are anything. */
    static Json.Obj broken(Choices choices) {
        return broken(document(choices), choices) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    private static Json broken(Json value, Choices choices) {
        if (choices.inHundred(10)) {
            return choices.oneOf(ODD);
        }
        return switch (value) {
            case Json.Obj(Map<String, Json> members) -> {
                var broken = new LinkedHashMap<String, Json>();
                members.forEach((name, member) ->
                        broken.put(choices.inHundred(5) ? name + "x" : name, broken(member, choices)));
                yield new Json.Obj(broken);
            }
            case Json.Arr(List<Json> items) ->
                new Json.Arr(items.stream().map(item -> broken(item, choices)).toList());
            case Json.Str text -> text;
            case Json.Num number -> number;
            case Json.Bool bool -> bool;
            case Json.Null none -> none;
        };
    }
}
