package dev.tollgate.core.record;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A record in its place: the {@code seq}-th of its writer, bound to the one before by {@code prev}.
 *
 * @param content everything that the hash covers
 * @param hash SHA-256 over the RFC 8785 form of {@code content}, 64 hex digits
 */
public record SealedRecord(String writer, long seq, Json.Obj content, String hash) {

    /** What the first record of a writer has in place of a hash before. */
    public static String genesis(String writer) {
        return Sha256.hex("genesis:" + writer);
    }

    static SealedRecord seal(String writer, long seq, String prev, Draft draft) {
        var members = Json.object()
                .put("id", id(writer, seq))
                .put("v", 1)
                .put("kind", draft.kind().word())
                .put("at", SortableTime.text(draft.at()))
                .put("prev", prev)
                .put("ttl", draft.expires().truncatedTo(ChronoUnit.SECONDS).getEpochSecond());
        draft.members().members().forEach(members::put);
        Json.Obj content = members.build();
        return new SealedRecord(writer, seq, content, hashOf(content));
    }

    public static String id(String writer, long seq) {
        return writer + "-" + seq;
    }

    public static String hashOf(Json.Obj content) {
        return Sha256.hex(CanonicalJson.RFC_8785.bytes(content));
    }

    /** Whether it is what its hash says. */
    public boolean isIntact() {
        try {
            return hash.equals(hashOf(content));
        } catch (ArithmeticException noCanonicalForm) {
            return false;
        }
    }

    public String id() {
        return id(writer, seq);
    }

    public String prev() {
        return content.text("prev").orElse("");
    }

    public String kind() {
        return content.text("kind").orElse("");
    }

    /** When the record may be deleted. */
    public Instant expires() {
        return Instant.ofEpochSecond(content.integer("ttl").orElse(0L));
    }
}
