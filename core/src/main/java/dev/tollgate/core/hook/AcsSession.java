package dev.tollgate.core.hook;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a session of OWASP ACS: the head of its chain, and which requests it had lately.
 *
 * @param version counts the changes, so that of two at the same time one is told to look again
 * @param entries in its chain
 * @param head the hash of the last entry, 64 hex digits; empty while there is none
 * @param negotiated methods that both sides speak
 * @param seen requests that came within the last two windows, oldest first
 */
public record AcsSession(
        String key, long version, long entries, Optional<String> head, Set<String> negotiated, List<Seen> seen) {
    /** So far a request's time may be from ours. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    /** A session that is silent for so long has to begin with a handshake again. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** In two windows. */
    public static final int MOST_SEEN = 2_000;

    public AcsSession {
        negotiated = Set.copyOf(negotiated);
        seen = List.copyOf(seen);
    }

    /** @param id the first eight bytes of its SHA-256 */
    public record Seen(long id, Instant at) {
        public static Seen of(String requestId, Instant at) {
            return new Seen(Long.parseUnsignedLong(Sha256.hex(requestId).substring(0, 16), 16), at);
        }
    }

    public static AcsSession first(String key) {
        return new AcsSession(key, 0, 0, Optional.empty(), Set.of(), List.of());
    }

    public boolean isNew() {
        return version == 0;
    }

    public boolean hasSeen(String requestId) {
        long id = Seen.of(requestId, Instant.EPOCH).id();
        return seen.stream().anyMatch(request -> request.id() == id);
    }

    public boolean isFull(Instant now) {
        return lately(now).size() >= MOST_SEEN;
    }

    /** After a request that leaves no entry. */
    public AcsSession after(String requestId, Instant now) {
        return new AcsSession(key, version + 1, entries, head, negotiated, with(requestId, now));
    }

    /** After a handshake: what was negotiated before does not count any more. */
    public AcsSession after(String requestId, Set<String> methods, Instant now) {
        return new AcsSession(key, version + 1, entries, head, methods, with(requestId, now));
    }

    /** After a step: its entry is hashed as ACS 0.1, section 8.2, says. */
    public AcsSession after(String requestId, String method, Json.Obj params, Instant now) {
        Json.Obj entry = Json.object()
                .put("entry_id", Long.toString(entries + 1))
                .put("step_id", requestId)
                .put("step_type", method)
                .put("request_hash", Sha256.hex(CanonicalJson.RFC_8785.bytes(params)))
                .put("timestamp", now.toString())
                .build();
        return new AcsSession(
                key, version + 1, entries + 1, Optional.of(hash(entry, head)), negotiated, with(requestId, now));
    }

    /** @param previous the hash of the entry before; empty for the first */
    public static String hash(Json.Obj entry, Optional<String> previous) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(CanonicalJson.RFC_8785.bytes(entry));
        previous.ifPresent(hash -> bytes.writeBytes(HexFormat.of().parseHex(hash)));
        return Sha256.hex(bytes.toByteArray());
    }

    private List<Seen> with(String requestId, Instant now) {
        var all = new ArrayList<>(lately(now));
        all.add(Seen.of(requestId, now));
        return all;
    }

    /** What came earlier is refused by its time. */
    private List<Seen> lately(Instant now) {
        Instant since = now.minus(WINDOW.multipliedBy(2));
        return seen.stream().filter(request -> request.at().isAfter(since)).toList();
    }
}
