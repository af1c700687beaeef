package dev.tollgate.core.policy;

import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.expr.ExprCodec;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static dev.tollgate.core.policy.StrictJson.array;
import static dev.tollgate.core.policy.StrictJson.bool;
import static dev.tollgate.core.policy.StrictJson.decodeList;
import static dev.tollgate.core.policy.StrictJson.decodeMap;
import static dev.tollgate.core.policy.StrictJson.objects;
import static dev.tollgate.core.policy.StrictJson.text;
import static dev.tollgate.core.policy.StrictJson.texts;

/** The JSON that a published bundle is: written by the compiler, read by the functions. */
public final class BundleCodec {
    private static final long VERSION = 2;

    private BundleCodec() {}

    public static Json.Obj encode(Bundle bundle) {
        return Json.object()
                .put("version", VERSION)
                .put("name", bundle.name())
                .put("settings", encode(bundle.settings()))
                .put("servers", objects(bundle.servers(), BundleCodec::encode))
                .put("policies", array(bundle.policies(), PolicyCodec::encode))
                .put("limits", objects(bundle.limits(), BundleCodec::encode))
                .put("schedules", objects(bundle.schedules(), BundleCodec::encode))
                .put("redactions", objects(bundle.redactions(), BundleCodec::encode))
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
            var bundle = new Bundle(
                    text(object, "name"),
                    decodeSettings(object.object("settings").orElseThrow()),
                    decodeMap(object, "servers", (name, server) -> decodeServer(name, (Json.Obj) server)),
                    decodeList(object, "policies", policy -> PolicyCodec.decode((Json.Obj) policy)),
                    decodeMap(object, "limits", (name, limit) -> decodeLimit(name, (Json.Obj) limit)),
                    decodeMap(object, "schedules", (name, schedule) -> decodeSchedule(name, (Json.Obj) schedule)),
                    decodeMap(object, "redactions", (name, redaction) -> decodeRedaction((Json.Obj) redaction)),
                    object.object("data").orElseThrow());
            bundle.policies().forEach(policy -> checkNames(policy, bundle));
            return bundle;
        } catch (ClassCastException
                | IllegalArgumentException
                | NoSuchElementException
                | IndexOutOfBoundsException
                | DateTimeException
                | ArithmeticException malformed) {
            throw new BundleException("the bundle is not one that the compiler wrote: " + malformed.getMessage());
        }
    }

    private static void checkNames(Policy policy, Bundle bundle) {
        if (!bundle.limits().keySet().containsAll(policy.limits())) {
            throw new IllegalArgumentException("a policy names a limit that is not there");
        }
        if (!policy.schedule().map(bundle.schedules()::containsKey).orElse(true)) {
            throw new IllegalArgumentException("a policy names a schedule that is not there");
        }
    }

    private static Json encode(Bundle.Settings settings) {
        var members = Json.object()
                .put("mode", settings.mode().word())
                .put("budget", settings.budget())
                .put("history_s", settings.historyWindow().toSeconds())
                .put("retention_s", settings.retention().usual().toSeconds());
        if (!settings.retention().ofKinds().isEmpty()) {
            var retentions = Json.object();
            new TreeMap<>(settings.retention().ofKinds())
                    .forEach((kind, time) -> retentions.put(kind, time.toSeconds()));
            members.put("retentions_s", retentions.build());
        }
        WatchingCodec.encode(settings.watching(), members);
        return members.build();
    }

    private static Bundle.Settings decodeSettings(Json.Obj object) {
        return new Bundle.Settings(
                Mode.ofWord(text(object, "mode")).orElseThrow(),
                object.integer("budget").orElseThrow(),
                Duration.ofSeconds(object.integer("history_s").orElseThrow()),
                decodeRetention(object),
                WatchingCodec.decode(object));
    }

    private static Retention decodeRetention(Json.Obj object) {
        Json.Obj ofKinds = object.object("retentions_s").orElse(Json.Obj.EMPTY);
        return new Retention(
                Duration.ofSeconds(object.integer("retention_s").orElseThrow()),
                ofKinds.members().keySet().stream()
                        .collect(Collectors.toMap(
                                kind -> kind,
                                kind -> Duration.ofSeconds(ofKinds.integer(kind).orElseThrow()))));
    }

    private static Json encode(Schedule schedule) {
        return Json.object()
                .put("zone", schedule.zone().getId())
                .put("windows", array(schedule.windows(), BundleCodec::encode))
                .put(
                        "closed",
                        Json.texts(schedule.closed().stream()
                                .sorted()
                                .map(LocalDate::toString)
                                .toList()))
                .build();
    }

    private static Json encode(Schedule.Window window) {
        return Json.object()
                .put(
                        "days",
                        Json.texts(window.days().stream()
                                .sorted()
                                .map(DayOfWeek::name)
                                .toList()))
                .put("from", window.from())
                .put("to", window.to())
                .build();
    }

    private static Schedule decodeSchedule(String name, Json.Obj object) {
        return new Schedule(
                name,
                ZoneId.of(text(object, "zone")),
                decodeList(object, "windows", window -> decodeWindow((Json.Obj) window)),
                texts(object, "closed").stream().map(LocalDate::parse).collect(Collectors.toSet()));
    }

    private static Schedule.Window decodeWindow(Json.Obj object) {
        return new Schedule.Window(
                texts(object, "days").stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                Math.toIntExact(object.integer("from").orElseThrow()),
                Math.toIntExact(object.integer("to").orElseThrow()));
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
                decodeMap(object, "tools", (tool, entry) -> decodeTool((Json.Obj) entry)),
                object.get("other").map(entry -> decodeTool((Json.Obj) entry)));
    }

    private static Json encode(ToolEntry tool) {
        var members = Json.object()
                .put("traits", Json.texts(tool.traits()))
                .put("returns", Json.texts(tool.returns()))
                .put("digest", tool.digest())
                .put("arguments", ReadingCodec.encode(tool.reading()))
                .put("goes_on", Json.of(tool.goesOnWithoutAnswer()));
        tool.output().ifPresent(schema -> members.put("output", schema.document()));
        return members.build();
    }

    private static ToolEntry decodeTool(Json.Obj object) {
        return new ToolEntry(
                texts(object, "traits"),
                texts(object, "returns"),
                object.get("digest").map(StrictJson::text),
                ReadingCodec.decode(object.object("arguments").orElseThrow()),
                bool(object, "goes_on"),
                object.get("output").map(ArgumentSchema::published));
    }

    private static Json encode(Redaction redaction) {
        var members = Json.object();
        redaction.profile().members().forEach(members::put);
        redaction.target().ifPresent(target -> members.put(Redaction.TARGET, TargetCodec.encode(target)));
        return members.build();
    }

    private static Redaction decodeRedaction(Json.Obj object) {
        var profile = new LinkedHashMap<>(object.members());
        Optional<Json> target = Optional.ofNullable(profile.remove(Redaction.TARGET));
        return new Redaction(new Json.Obj(profile), target.map(written -> TargetCodec.decode((Json.Obj) written)));
    }

    private static Json encode(LimitRule limit) {
        var members = Json.object()
                .put("mode", limit.mode().word())
                .put("permits", limit.rate().permits())
                .put("period_us", limit.rate().period().toNanos() / 1_000)
                .put("burst", limit.rate().burst())
                .put("per", Json.texts(limit.per().stream().map(Enum::name).toList()))
                .put("cost", ExprCodec.encode(limit.cost()))
                .put("exceeded", limit.exceeded().name())
                .put("without_store", Json.of(limit.allowsWithoutStore()));
        if (limit.delays()) {
            members.put("max_delay_ms", limit.maxDelay().toMillis());
        }
        limit.target().ifPresent(target -> members.put("target", TargetCodec.encode(target)));
        return members.build();
    }

    private static LimitRule decodeLimit(String name, Json.Obj object) {
        return new LimitRule(
                name,
                Mode.ofWord(text(object, "mode")).orElseThrow(),
                new Rate(
                        object.integer("permits").orElseThrow(),
                        Duration.ofNanos(
                                Math.multiplyExact(object.integer("period_us").orElseThrow(), 1_000L)),
                        object.integer("burst").orElseThrow()),
                texts(object, "per").stream().map(LimitRule.KeyPart::valueOf).toList(),
                ExprCodec.decode(object.get("cost").orElseThrow()),
                LimitRule.Exceeded.valueOf(text(object, "exceeded")),
                object.get("max_delay_ms").map(BundleCodec::millis).orElse(Duration.ZERO),
                bool(object, "without_store"),
                object.get("target").map(target -> TargetCodec.decode((Json.Obj) target)));
    }

    private static Duration millis(Json number) {
        return Duration.ofMillis(((Json.Num) number).asLong().orElseThrow());
    }
}
