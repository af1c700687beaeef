package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.expr.ExprCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The JSON that a published bundle is: written by the compiler, read by the functions. */
public final class BundleCodec {
    private static final long VERSION = 1;

    private BundleCodec() {}

    public static Json.Obj encode(Bundle bundle) {
        return Json.object()
                .put("version", VERSION)
                .put("name", bundle.name())
                .put("retention_s", bundle.retention().toSeconds())
                .put("servers", objects(bundle.servers(), BundleCodec::encode))
                .put("policies", array(bundle.policies(), BundleCodec::encode))
                .put("limits", objects(bundle.limits(), BundleCodec::encode))
                .put("data", bundle.data())
                .build();
    }

    /** @throws BundleException when this is not a bundle that this version can read */
    public static Bundle decode(Json json) throws BundleException {
        try {
            var object = (Json.Obj) json;
            long version = object.integer("version").orElseThrow();
            if (version != VERSION) {
                throw new BundleException("the bundle has format " + version + ", this function reads " + VERSION);
            }
            Map<String, LimitRule> limits = decodeMap(object, "limits", BundleCodec::decodeLimit);
            return new Bundle(
                    text(object, "name"),
                    Duration.ofSeconds(object.integer("retention_s").orElseThrow()),
                    decodeMap(object, "servers", BundleCodec::decodeServer),
                    decodeList(object, "policies", policy -> decodePolicy((Json.Obj) policy, limits.keySet())),
                    limits,
                    object.object("data").orElseThrow());
        } catch (ClassCastException
                | IllegalArgumentException
                | NoSuchElementException
                | IndexOutOfBoundsException
                | ArithmeticException malformed) {
            throw new BundleException("the bundle is not one that the compiler wrote: " + malformed.getMessage());
        }
    }

    private static Json encode(Server server) {
        var members = Json.object()
                .put("pin", Json.of(server.pinRequired()))
                .put("tools", objects(server.tools(), BundleCodec::encode));
        server.anyOther().ifPresent(entry -> members.put("other", encode(entry)));
        return members.build();
    }

    private static Server decodeServer(String name, Json.Obj object) {
        return new Server(
                name,
                bool(object, "pin"),
                decodeMap(object, "tools", (tool, entry) -> decodeTool(entry)),
                object.get("other").map(entry -> decodeTool((Json.Obj) entry)));
    }

    private static Json encode(ToolEntry tool) {
        return Json.object()
                .put("traits", Json.texts(tool.traits()))
                .put("returns", Json.texts(tool.returns()))
                .put("digest", tool.digest())
                .put("goes_on", Json.of(tool.goesOnWithoutAnswer()))
                .build();
    }

    private static ToolEntry decodeTool(Json.Obj object) {
        return new ToolEntry(
                texts(object, "traits"),
                texts(object, "returns"),
                object.get("digest").map(BundleCodec::text),
                bool(object, "goes_on"));
    }

    private static Json encode(Policy policy) {
        return Json.object()
                .put("name", policy.name())
                .put("target", encode(policy.target()))
                .put("rules", array(policy.rules(), BundleCodec::encode))
                .put("limits", Json.texts(policy.limits()))
                .build();
    }

    private static Policy decodePolicy(Json.Obj object, Set<String> limits) {
        List<String> named = texts(object, "limits");
        if (!limits.containsAll(named)) {
            throw new IllegalArgumentException("a policy names a limit that is not there");
        }
        return new Policy(
                text(object, "name"),
                decodeTarget(object.object("target").orElseThrow()),
                decodeList(object, "rules", rule -> decodeRule((Json.Obj) rule)),
                named);
    }

    private static Json encode(Rule rule) {
        var members = Json.object()
                .put("id", rule.id())
                .put("effect", rule.effect().word())
                .put("reason", rule.reason())
                .put("code", rule.code().map(ReasonCode::word));
        rule.when().ifPresent(when -> members.put("when", ExprCodec.encode(when)));
        return members.build();
    }

    private static Rule decodeRule(Json.Obj object) {
        return new Rule(
                text(object, "id"),
                Effect.valueOf(text(object, "effect").toUpperCase(Locale.ROOT)),
                object.get("when").map(ExprCodec::decode),
                object.get("reason").map(BundleCodec::text),
                object.get("code").map(word -> ReasonCode.ofWord(text(word)).orElseThrow()));
    }

    private static Json encode(LimitRule limit) {
        var members = Json.object()
                .put("permits", limit.rate().permits())
                .put("period_us", limit.rate().period().toNanos() / 1_000)
                .put("burst", limit.rate().burst())
                .put("per", Json.texts(limit.per().stream().map(Enum::name).toList()))
                .put("cost", ExprCodec.encode(limit.cost()))
                .put("exceeded", limit.exceeded().name())
                .put("without_store", Json.of(limit.allowsWithoutStore()));
        limit.target().ifPresent(target -> members.put("target", encode(target)));
        return members.build();
    }

    private static LimitRule decodeLimit(String name, Json.Obj object) {
        return new LimitRule(
                name,
                new Rate(
                        object.integer("permits").orElseThrow(),
                        Duration.ofNanos(
                                Math.multiplyExact(object.integer("period_us").orElseThrow(), 1_000L)),
                        object.integer("burst").orElseThrow()),
                texts(object, "per").stream().map(LimitRule.KeyPart::valueOf).toList(),
                ExprCodec.decode(object.get("cost").orElseThrow()),
                LimitRule.Exceeded.valueOf(text(object, "exceeded")),
                bool(object, "without_store"),
                object.get("target").map(target -> decodeTarget((Json.Obj) target)));
    }

    private static Json encode(Target target) {
        return Json.object()
                .put("subjects", array(target.subjects(), BundleCodec::encode))
                .put("actions", array(target.actions(), glob -> Json.of(glob.pattern())))
                .put("tools", array(target.tools(), BundleCodec::encode))
                .put(
                        "resources",
                        array(
                                target.resources(),
                                entry -> pair(
                                        "id", entry.type().pattern(), entry.id().pattern())))
                .build();
    }

    private static Target decodeTarget(Json.Obj object) {
        return new Target(
                decodeList(object, "subjects", BundleCodec::decodeSubject),
                texts(object, "actions").stream().map(Glob::new).toList(),
                decodeList(object, "tools", BundleCodec::decodeToolMatch),
                decodeList(object, "resources", entry -> new Target.ResourceMatch(glob(entry, 1), glob(entry, 2))));
    }

    private static Json encode(Target.SubjectMatch match) {
        return switch (match) {
            case Target.SubjectMatch.Identity(Glob type, Glob id) -> pair("id", type.pattern(), id.pattern());
            case Target.SubjectMatch.Role(Glob role) -> Json.texts(List.of("role", role.pattern()));
            case Target.SubjectMatch.Owner(Glob owner) -> Json.texts(List.of("owner", owner.pattern()));
            case Target.SubjectMatch.Purpose(Glob purpose) -> Json.texts(List.of("purpose", purpose.pattern()));
        };
    }

    private static Target.SubjectMatch decodeSubject(Json entry) {
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

    // Whatever is not what was written is refused: read as nothing, it would widen a target or drop a rule.

    private static Json required(Json.Obj object, String name) {
        return object.get(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
    }

    private static String text(Json.Obj object, String name) {
        return text(required(object, name));
    }

    private static String text(Json value) {
        return ((Json.Str) value).value();
    }

    private static List<String> texts(Json.Obj object, String name) {
        return decodeList(object, name, BundleCodec::text);
    }

    private static boolean bool(Json.Obj object, String name) {
        return ((Json.Bool) required(object, name)).value();
    }

    private static <T> Json.Arr array(List<T> values, Function<T, Json> encode) {
        return new Json.Arr(values.stream().map(encode).toList());
    }

    /** Sorted by name, so that equal bundles are equal texts. */
    private static <T> Json.Obj objects(Map<String, T> values, Function<T, Json> encode) {
        var members = Json.object();
        new TreeMap<>(values).forEach((name, value) -> members.put(name, encode.apply(value)));
        return members.build();
    }

    private static <T> List<T> decodeList(Json.Obj object, String name, Function<Json, T> decode) {
        var values = new ArrayList<T>();
        for (Json item : ((Json.Arr) required(object, name)).items()) {
            values.add(decode.apply(item));
        }
        return values;
    }

    private static <T> Map<String, T> decodeMap(Json.Obj object, String name, BiFunction<String, Json.Obj, T> decode) {
        var values = new LinkedHashMap<String, T>();
        object.object(name)
                .orElseThrow()
                .members()
                .forEach((key, value) -> values.put(key, decode.apply(key, (Json.Obj) value)));
        return values;
    }
}
