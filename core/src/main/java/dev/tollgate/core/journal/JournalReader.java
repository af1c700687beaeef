package dev.tollgate.core.journal;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.RecordId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.tollgate.core.authzen.EvaluationReader.expected;
import static dev.tollgate.core.authzen.EvaluationReader.requiredText;

/**
 * Reads journals. Here, what is not known is refused: all of it is signed and hashed, so none of it may be left alone,
 * and nobody shall send arguments where a digest belongs.
 */
public final class JournalReader {
    private static final int LONGEST_TIME = 40;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int HASH_DIGITS = 64;
    private static final String DIGEST_PREFIX = "sha256:";
    private static final List<String> MEMBERS = List.of("hook", "entries", "signature");
    private static final List<String> MEMBERS_OF_CALL = List.of(
            "at",
            "subject",
            "action",
            "resource",
            "arguments_digest",
            "session_id",
            "trace_id",
            "why",
            "last_decision_id");
    private static final List<String> MEMBERS_OF_PLACE = List.of("seq", "prev");

    public Journal read(Json.Obj body) throws ProblemException {
        only(body, "", MEMBERS);
        String hook = requiredText(body, "hook", "hook");
        List<JournalEntry> entries = entries(body, hook);
        byte[] signature = signature(body);
        var signed = new LinkedHashMap<>(body.members());
        signed.remove("signature");
        return new Journal(hook, entries, new Json.Obj(signed), signature);
    }

    private static byte[] signature(Json.Obj body) throws ProblemException {
        try {
            return Base64.getDecoder().decode(requiredText(body, "signature", "signature"));
        } catch (IllegalArgumentException notBase64) {
            throw expected("signature", "an Ed25519 signature in base64");
        }
    }

    private static List<JournalEntry> entries(Json.Obj body, String hook) throws ProblemException {
        if (!(body.get("entries").orElse(Json.Null.NULL) instanceof Json.Arr(List<Json> items))
                || items.size() > Journal.MOST_ENTRIES) {
            throw expected("entries", "an array of at most " + Journal.MOST_ENTRIES + " entries");
        }
        var entries = new ArrayList<JournalEntry>();
        for (Json item : items) {
            String path = "entries[" + entries.size() + "]";
            if (!(item instanceof Json.Obj object)) {
                throw expected(path, "an object");
            }
            JournalEntry entry = entry(object, path);
            checkPlace(entry, entries, hook, path);
            entries.add(entry);
        }
        return entries;
    }

    private static JournalEntry entry(Json.Obj entry, String path) throws ProblemException {
        long seq = entry.integer("seq")
                .filter(place -> place >= 1 && place <= JournalEntry.MOST_SEQ)
                .orElseThrow(() -> expected(path + ".seq", "an integer from 1 to 999,999,999,999"));
        String prev = entry.text("prev")
                .filter(text -> isHex(text, HASH_DIGITS))
                .orElseThrow(() -> expected(path + ".prev", "64 lower-case hex digits"));
        var call = new LinkedHashMap<>(entry.members());
        MEMBERS_OF_PLACE.forEach(call::remove);
        return JournalEntry.of(seq, prev, readCall(new Json.Obj(call), path), entry);
    }

    private static void checkPlace(JournalEntry entry, List<JournalEntry> before, String hook, String path)
            throws ProblemException {
        if (!before.isEmpty()) {
            JournalEntry last = before.getLast();
            if (entry.seq() != last.seq() + 1) {
                throw expected(path + ".seq", (last.seq() + 1) + ": entries follow each other without a gap");
            }
            if (!entry.prev().equals(last.hash())) {
                throw expected(path + ".prev", "SHA-256 over the RFC 8785 form of the entry before it");
            }
        } else if (entry.seq() == 1 && !entry.prev().equals(JournalHead.genesis(hook))) {
            throw expected(path + ".prev", "SHA-256 of 'journal:' and the hook's name, since nothing is before it");
        }
    }

    /**
     * A call without its place, as a hook notes it down.
     *
     * @param path what messages call it
     */
    public static JournalledCall readCall(Json.Obj call, String path) throws ProblemException {
        only(call, path, MEMBERS_OF_CALL);
        Json.Obj subject = part(call, "subject", path, List.of("type", "id"));
        Json.Obj action = part(call, "action", path, List.of("name"));
        Json.Obj resource = part(call, "resource", path, List.of("type", "id", "properties"));
        String resourceType = requiredText(resource, "type", path + ".resource.type");
        if (!call.text("why").equals(Optional.of(JournalledCall.WHY))) {
            throw expected(path + ".why", "\"" + JournalledCall.WHY + "\"");
        }
        return new JournalledCall(
                time(call, path),
                requiredText(subject, "type", path + ".subject.type"),
                requiredText(subject, "id", path + ".subject.id"),
                requiredText(action, "name", path + ".action.name"),
                resourceType,
                requiredText(resource, "id", path + ".resource.id"),
                server(resource, resourceType, path + ".resource"),
                digest(call, path),
                optional(call, "session_id", path),
                optional(call, "trace_id", path),
                decisionId(call, path));
    }

    private static Json.Obj part(Json.Obj call, String name, String path, List<String> members)
            throws ProblemException {
        Json.Obj part = call.object(name).orElseThrow(() -> expected(path + "." + name, "an object"));
        only(part, path + "." + name, members);
        return part;
    }

    private static Optional<String> server(Json.Obj resource, String type, String path) throws ProblemException {
        if (resource.get("properties").isEmpty() && !type.equals("tool")) {
            return Optional.empty();
        }
        Json.Obj properties = part(resource, "properties", path, List.of("server"));
        return Optional.of(requiredText(properties, "server", path + ".properties.server"));
    }

    private static Instant time(Json.Obj call, String path) throws ProblemException {
        String text = call.text("at").filter(at -> at.length() <= LONGEST_TIME).orElse("");
        try {
            Instant at = Instant.parse(text);
            if (!at.isBefore(EARLIEST) && !at.isAfter(LATEST)) {
                return at;
            }
        } catch (DateTimeException noTime) {
            // Said below.
        }
        throw expected(path + ".at", "a time such as 2026-11-24T10:00:00.250Z");
    }

    private static Optional<String> digest(Json.Obj call, String path) throws ProblemException {
        Optional<String> digest = optional(call, "arguments_digest", path);
        if (digest.isPresent()
                && !(digest.get().startsWith(DIGEST_PREFIX)
                        && isHex(digest.get().substring(DIGEST_PREFIX.length()), HASH_DIGITS))) {
            throw expected(path + ".arguments_digest", "\"sha256:\" and 64 lower-case hex digits");
        }
        return digest;
    }

    private static Optional<String> decisionId(Json.Obj call, String path) throws ProblemException {
        Optional<String> id = optional(call, "last_decision_id", path);
        if (id.isPresent() && RecordId.parse(id.get()).isEmpty()) {
            throw expected(path + ".last_decision_id", "the id of a decision, as 'Tollgate-Decision-Id' has it");
        }
        return id;
    }

    /** Also null is refused: what is hashed has one form. */
    private static Optional<String> optional(Json.Obj call, String name, String path) throws ProblemException {
        return call.get(name).isEmpty() ? Optional.empty() : Optional.of(requiredText(call, name, path + "." + name));
    }

    private static void only(Json.Obj object, String path, List<String> known) throws ProblemException {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            if (!known.contains(member.getKey())) {
                throw expected(
                        path.isEmpty() ? "body" : path,
                        "only " + String.join(", ", known)
                                + (member.getKey().equals("arguments")
                                        ? "; arguments are not taken, send arguments_digest"
                                        : "")
                                + "; there is another member");
            }
        }
    }

    private static boolean isHex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
