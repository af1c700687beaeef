package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.util.Optional;

/**
 * What an opening record says of the chain that its writer left behind. That chain reaches record {@code seq}, and goes
 * at most {@code unsure} records beyond it.
 *
 * @param successor the writer that says so
 * @param writer whose chain was left
 * @param hash of record {@code seq}
 */
public record Succession(String successor, String writer, long seq, String hash, long unsure) {

    /** Empty when the record names no chain. */
    public static Optional<Succession> of(String successor, Json.Obj opening) {
        return opening.object("after")
                .flatMap(after -> after.text("writer")
                        .filter(writer -> !writer.isEmpty())
                        .map(writer -> new Succession(
                                successor,
                                writer,
                                after.integer("seq").orElse(-1L),
                                after.text("hash").orElse(""),
                                after.integer("unsure").orElse(0L))));
    }

    /** The last place that the chain may have. */
    public long most() {
        return seq + unsure;
    }
}
