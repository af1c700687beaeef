package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.IndexKeys;
import dev.tollgate.core.record.SealedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Events of a stream, as Lambda writes them. */
final class Events {
    static final Instant CREATED = Instant.parse("2026-11-28T10:15:30Z");

    private Events() {}

    static byte[] of(Json.Obj... records) {
        return of(Arrays.asList(records));
    }

    static byte[] of(List<Json.Obj> records) {
        return records.stream()
                .map(JsonText::write)
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static List<Json.Obj> inserts(int firstNumber, List<SealedRecord> records) {
        int[] number = {firstNumber};
        return records.stream().map(record -> insert(number[0]++, record)).toList();
    }

    static Json.Obj insert(int number, SealedRecord record) {
        return change(number, "INSERT", null, item(record));
    }

    static Json.Obj modify(int number, Json.Obj before, Json.Obj after) {
        return change(number, "MODIFY", before, after);
    }

    static Json.Obj remove(int number, Json.Obj before) {
        return change(number, "REMOVE", before, null);
    }

    static Json.Obj removedByTimeToLive(int number, Json.Obj before) {
        return with(
                remove(number, before),
                "userIdentity",
                Json.object()
                        .put("type", "Service")
                        .put("principalId", "dynamodb.amazonaws.com")
                        .build());
    }

    static String number(int number) {
        return "1000000000000000000" + String.format("%04d", number);
    }

    private static Json.Obj change(int number, String name, Json.Obj before, Json.Obj after) {
        Json.Obj any = after == null ? before : after;
        var change = Json.object()
                .put("ApproximateCreationDateTime", CREATED.getEpochSecond())
                .put(
                        "Keys",
                        Json.object()
                                .put("pk", any.get("pk").orElseThrow())
                                .put("sk", any.get("sk").orElseThrow())
                                .build());
        if (after != null) {
            change.put("NewImage", after);
        }
        if (before != null) {
            change.put("OldImage", before);
        }
        change.put("SequenceNumber", number(number)).put("SizeBytes", 700).put("StreamViewType", "NEW_AND_OLD_IMAGES");
        return Json.object()
                .put("eventID", "event-" + number)
                .put("eventName", name)
                .put("eventVersion", "1.1")
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", "eu-central-1")
                .put("dynamodb", change.build())
                .build();
    }

    /** A record as it stands in its table, with types. */
    static Json.Obj item(SealedRecord record) {
        var item = Json.object();
        record.content().members().forEach((name, value) -> item.put(name, typed(value)));
        IndexKeys.of(record).forEach((name, key) -> item.put(name, typed(Json.of(key))));
        return item.put("pk", typed(Json.of("W#" + record.writer())))
                .put("sk", typed(Json.of("%012d".formatted(record.seq()))))
                .put("hash", typed(Json.of(record.hash())))
                .build();
    }

    static Json.Obj item(String pk, String sk) {
        return Json.object()
                .put("pk", typed(Json.of(pk)))
                .put("sk", typed(Json.of(sk)))
                .build();
    }

    static Json.Obj with(Json.Obj object, String name, Json value) {
        var members = Json.object();
        object.members().forEach(members::put);
        return members.put(name, value).build();
    }

    static Json.Obj typed(Json value) {
        return switch (value) {
            case Json.Str text -> Json.object().put("S", text).build();
            case Json.Num(String text) -> Json.object().put("N", text).build();
            case Json.Bool bool -> Json.object().put("BOOL", bool).build();
            case Json.Null none -> Json.object().put("NULL", Json.of(true)).build();
            case Json.Arr(List<Json> items) ->
                Json.object()
                        .put(
                                "L",
                                new Json.Arr(
                                        items.stream().<Json>map(Events::typed).toList()))
                        .build();
            case Json.Obj(Map<String, Json> members) -> {
                var inner = Json.object();
                members.forEach((name, member) -> inner.put(name, typed(member)));
                yield Json.object().put("M", inner.build()).build();
            }
        };
    }
}
