package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.List;

import static dev.tollgate.core.policy.StrictJson.array;
import static dev.tollgate.core.policy.StrictJson.decodeList;
import static dev.tollgate.core.policy.StrictJson.text;
import static dev.tollgate.core.policy.StrictJson.texts;

/** Targets and subjects in a published bundle. */
final class TargetCodec {
    private TargetCodec() {}

    static Json encode(Target target) {
        return Json.object()
                .put("subjects", array(target.subjects(), TargetCodec::encode))
                .put("actions", array(target.actions(), glob -> Json.of(glob.pattern())))
                .put("tools", array(target.tools(), TargetCodec::encode))
                .put(
                        "resources",
                        array(
                                target.resources(),
                                entry -> pair(
                                        "id", entry.type().pattern(), entry.id().pattern())))
                .build();
    }

    static Target decode(Json.Obj object) {
        return new Target(
                decodeList(object, "subjects", TargetCodec::decodeSubject),
                texts(object, "actions").stream().map(Glob::new).toList(),
                decodeList(object, "tools", TargetCodec::decodeToolMatch),
                decodeList(object, "resources", entry -> new Target.ResourceMatch(glob(entry, 1), glob(entry, 2))));
    }

    static Json encode(Target.SubjectMatch match) {
        return switch (match) {
            case Target.SubjectMatch.Identity(Glob type, Glob id) -> pair("id", type.pattern(), id.pattern());
            case Target.SubjectMatch.Role(Glob role) -> Json.texts(List.of("role", role.pattern()));
            case Target.SubjectMatch.Owner(Glob owner) -> Json.texts(List.of("owner", owner.pattern()));
            case Target.SubjectMatch.Purpose(Glob purpose) -> Json.texts(List.of("purpose", purpose.pattern()));
        };
    }

    static Target.SubjectMatch decodeSubject(Json entry) {
        return switch (word(entry, 0)) {
            case "id" -> new Target.SubjectMatch.Identity(glob(entry, 1), glob(entry, 2));
            case "role" -> new Target.SubjectMatch.Role(glob(entry, 1));
            case "owner" -> new Target.SubjectMatch.Owner(glob(entry, 1));
            case "purpose" -> new Target.SubjectMatch.Purpose(glob(entry, 1));
            default -> throw new IllegalArgumentException("unknown kind of subject");
        };
    }

    private static Json encode(Target.ToolMatch match) {
        return switch (match) {
            case Target.ToolMatch.Named(Glob server, Glob tool) -> pair("id", server.pattern(), tool.pattern());
            case Target.ToolMatch.WithTrait(String trait) -> Json.texts(List.of("trait", trait));
        };
    }

    private static Target.ToolMatch decodeToolMatch(Json entry) {
        return switch (word(entry, 0)) {
            case "id" -> new Target.ToolMatch.Named(glob(entry, 1), glob(entry, 2));
            case "trait" -> new Target.ToolMatch.WithTrait(word(entry, 1));
            default -> throw new IllegalArgumentException("unknown kind of tool match");
        };
    }

    private static Json pair(String kind, String first, String second) {
        return Json.texts(List.of(kind, first, second));
    }

    private static Glob glob(Json entry, int place) {
        return new Glob(word(entry, place));
    }

    private static String word(Json entry, int place) {
        return text(((Json.Arr) entry).items().get(place));
    }
}
