package dev.tollgate.audit.stream;

import dev.tollgate.audit.stream.Delivered.Change;
import dev.tollgate.audit.stream.Delivered.Kind;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.StoredRecord;
import dev.tollgate.core.tamper.Alarm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is done to a table into which is only ever inserted. Only DynamoDB itself removes from it, what has an expiry in
 * the past; if it removes anything else, somebody has told it to.
 */
final class Tampering {
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 32;

    /** How exact the time of a change is: a local stream has minutes. */
    private static final long INEXACT_SECONDS = 60;

    private Tampering() {}

    /** Empty when it is what happens to records in the course of time. */
    static Optional<Alarm> in(Change change) {
        return switch (change.kind()) {
            case INSERT -> Optional.empty();
            case MODIFY -> Optional.of(alarm(change, "modified"));
            case REMOVE -> {
                if (!change.isByTimeToLive()) {
                    yield Optional.of(alarm(change, "removed"));
                }
                yield isExpired(change) ? Optional.empty() : Optional.of(alarm(change, "expired_early"));
            }
        };
    }

    private static boolean isExpired(Change change) {
        return change.before()
                .flatMap(item -> item.object("ttl"))
                .flatMap(ttl -> ttl.text("N"))
                .flatMap(text -> new Json.Num(text).asLong())
                .filter(expiry -> expiry <= change.created().getEpochSecond() + INEXACT_SECONDS)
                .isPresent();
    }

    private static Alarm alarm(Change change, String what) {
        var members = Json.object()
                .put("what", what)
                .put("place", change.place().shown())
                .put("before", change.before().map(Tampering::hash))
                .put("after", change.after().map(Tampering::hash));
        if (change.kind() == Kind.MODIFY) {
            members.put("changed", Json.texts(changed(change)));
        }
        return new Alarm(Alarm.Event.TAMPERED, change.eventId(), members.build());
    }

    /** What a record's hash would be, whatever hash stands there; of anything else, of the whole item with its types. */
    private static String hash(Json.Obj typed) {
        try {
            Json.Obj item = TypedItem.plain(typed);
            if (item.text("hash").isPresent()) {
                return SealedRecord.hashOf(StoredRecord.content(item));
            }
        } catch (UnreadableException | ArithmeticException noRecord) {
            // As below.
        }
        return Sha256.hex(CanonicalJson.NUMBERS_AS_WRITTEN.bytes(typed));
    }

    /** Names only, and only such as we have; what else was put in may be anything. */
    private static List<String> changed(Change change) {
        Map<String, Json> before = change.before().orElse(Json.Obj.EMPTY).members();
        Map<String, Json> after = change.after().orElse(Json.Obj.EMPTY).members();
        var names = new TreeSet<String>();
        names.addAll(before.keySet());
        names.addAll(after.keySet());
        Predicate<String> isSame =
                name -> Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(after.get(name)));
        return names.stream()
                .filter(isSame.negate())
                .map(name -> isPlain(name) ? name : "other")
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    private static boolean isPlain(String name) {
        return name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '_' || c >= '0' && c <= '9');
    }
}
