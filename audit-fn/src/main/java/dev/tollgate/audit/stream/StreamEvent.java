package dev.tollgate.audit.stream;

import dev.tollgate.audit.stream.Delivered.Change;
import dev.tollgate.audit.stream.Delivered.Kind;
import dev.tollgate.audit.stream.Delivered.Unknown;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The event that Lambda makes of records of a DynamoDB stream with new and old images, and the answer to it. */
final class StreamEvent {
    /** DynamoDB nests 32 values, and its JSON needs two levels for each. */
    private static final int DEEPEST = 80;

    private static final String TIME_TO_LIVE = "dynamodb.amazonaws.com";

    private final JsonText json = new JsonText(DEEPEST);

    /** @throws JsonException when it is no event of a stream, so that no record of it can be named */
    List<Delivered> read(byte[] event) throws JsonException {
        if (!(json.parse(event) instanceof Json.Obj object)
                || object.items("Records").isEmpty()) {
            throw new JsonException("expected an event of a DynamoDB stream, with 'Records'");
        }
        var delivered = new ArrayList<Delivered>();
        for (Json item : object.items("Records")) {
            delivered.add(delivered(item));
        }
        return List.copyOf(delivered);
    }

    private static Delivered delivered(Json item) throws JsonException {
        Json.Obj record = item instanceof Json.Obj object ? object : Json.Obj.EMPTY;
        Json.Obj change = record.object("dynamodb").orElse(Json.Obj.EMPTY);
        String number = change.text("SequenceNumber")
                .orElseThrow(() -> new JsonException("expected 'dynamodb.SequenceNumber' in each of 'Records'"));
        String eventId = record.text("eventID").orElse(number);
        Optional<Kind> kind = kind(record.text("eventName").orElse(""));
        Optional<Place> place = place(change.object("Keys").orElse(Json.Obj.EMPTY));
        if (kind.isEmpty()) {
            return new Unknown(eventId, number, "an event that is no INSERT, MODIFY or REMOVE");
        }
        if (place.isEmpty()) {
            return new Unknown(eventId, number, "no keys 'pk' and 'sk' of type S");
        }
        return new Change(
                eventId,
                number,
                created(change),
                kind.get(),
                place.get(),
                change.object("OldImage"),
                change.object("NewImage"),
                isByTimeToLive(record.object("userIdentity").orElse(Json.Obj.EMPTY)));
    }

    private static Optional<Kind> kind(String name) {
        return switch (name) {
            case "INSERT" -> Optional.of(Kind.INSERT);
            case "MODIFY" -> Optional.of(Kind.MODIFY);
            case "REMOVE" -> Optional.of(Kind.REMOVE);
            default -> Optional.empty();
        };
    }

    private static Optional<Place> place(Json.Obj keys) {
        return keys.object("pk")
                .flatMap(pk -> pk.text("S"))
                .flatMap(pk -> keys.object("sk").flatMap(sk -> sk.text("S")).map(sk -> new Place(pk, sk)));
    }

    /** Seconds, with or without a fraction. */
    private static Instant created(Json.Obj change) {
        if (change.get("ApproximateCreationDateTime").orElse(null) instanceof Json.Num(String text)) {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds < 1e11) {
                return Instant.ofEpochMilli(Math.round(seconds * 1_000));
            }
        }
        return Instant.EPOCH;
    }

    private static boolean isByTimeToLive(Json.Obj identity) {
        return identity.text("type").equals(Optional.of("Service"))
                && identity.text("principalId").equals(Optional.of(TIME_TO_LIVE));
    }

    /** @param firstFailed the sequence number from which on Lambda has to deliver again; empty when all are done with */
    static byte[] answer(Optional<String> firstFailed) {
        List<Json> failures = firstFailed
                .<List<Json>>map(number ->
                        List.of(Json.object().put("itemIdentifier", number).build()))
                .orElse(List.of());
        return JsonText.writeBytes(
                Json.object().put("batchItemFailures", new Json.Arr(failures)).build());
    }
}
