package dev.tollgate.core.rollup;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows as JSON, an array each, in pieces that fit into an item: {@code [minute since 1970, kind, agent, server, tool,
 * effect, reason, records, {sums}, [[bucket, count], …], {findings}, {labels}]}. The same rows are the same bytes.
 */
public final class RowCodec {
    /** Most of a piece; an item of DynamoDB has 400 KB with all that stands beside it. */
    public static final int MOST_BYTES = 300_000;

    private static final int MAX_DEPTH = 4;
    private static final int MEMBERS = 12;
    private static final long MINUTE_SECONDS = 60;

    private RowCodec() {}

    /** At least one piece, each an array of rows in UTF-8. */
    public static List<byte[]> write(List<Row> rows) {
        var pieces = new ArrayList<byte[]>();
        var piece = new StringBuilder("[");
        int bytes = 2;
        for (Row row : rows) {
            String text = JsonText.write(json(row));
            int more = text.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > 2 && bytes + more > MOST_BYTES) {
                pieces.add(piece.append(']').toString().getBytes(StandardCharsets.UTF_8));
                piece = new StringBuilder("[");
                bytes = 2;
            }
            piece.append(piece.length() == 1 ? "" : ",").append(text);
            bytes += more;
        }
        pieces.add(piece.append(']').toString().getBytes(StandardCharsets.UTF_8));
        return pieces;
    }

    /** @throws IllegalArgumentException when it is nothing that {@link #write} wrote */
    public static List<Row> read(byte[] piece) {
        try {
            if (new JsonText(MAX_DEPTH).parse(piece) instanceof Json.Arr(List<Json> items)) {
                return items.stream().map(RowCodec::row).toList();
            }
        } catch (JsonException malformed) {
            throw new IllegalArgumentException("rows of a rollup: " + malformed.getMessage(), malformed);
        }
        throw new IllegalArgumentException("rows of a rollup are no array");
    }

    private static Json json(Row row) {
        Key key = row.key();
        Counts counts = row.counts();
        var sums = new TreeMap<String, Long>();
        counts.sums().forEach((sum, value) -> sums.put(sum.word(), value));
        var took = new ArrayList<Json>();
        counts.took()
                .buckets()
                .forEach((bucket, count) -> took.add(new Json.Arr(List.of(Json.of(bucket), Json.of(count)))));
        return new Json.Arr(List.of(
                Json.of(key.time().getEpochSecond() / MINUTE_SECONDS),
                Json.of(key.kind()),
                Json.of(key.agent()),
                Json.of(key.server()),
                Json.of(key.tool()),
                Json.of(key.effect()),
                Json.of(key.reason()),
                Json.of(counts.records()),
                object(sums),
                new Json.Arr(took),
                object(counts.findings()),
                object(counts.labels())));
    }

    private static Json object(SortedMap<String, Long> numbers) {
        var members = Json.object();
        numbers.forEach(members::put);
        return members.build();
    }

    private static Row row(Json json) {
        if (!(json instanceof Json.Arr(List<Json> items)) || items.size() != MEMBERS) {
            throw new IllegalArgumentException("a row of a rollup is no array of " + MEMBERS);
        }
        Instant time = Instant.ofEpochSecond(number(items.get(0)) * MINUTE_SECONDS);
        var key = new Key(
                time,
                text(items.get(1)),
                text(items.get(2)),
                text(items.get(3)),
                text(items.get(4)),
                text(items.get(5)),
                text(items.get(6)));
        var sums = new TreeMap<Sum, Long>();
        // A sum that a later version adds is none of this one's.
        numbers(items.get(8)).forEach((word, value) -> Sum.ofWord(word).ifPresent(sum -> sums.put(sum, value)));
        return new Row(
                key,
                new Counts(
                        number(items.get(7)),
                        sums,
                        took(items.get(9)),
                        numbers(items.get(10)),
                        numbers(items.get(11))));
    }

    private static Durations took(Json json) {
        if (!(json instanceof Json.Arr(List<Json> pairs))) {
            throw new IllegalArgumentException("durations of a rollup are no array");
        }
        var buckets = new TreeMap<Integer, Long>();
        for (Json pair : pairs) {
            if (!(pair instanceof Json.Arr(List<Json> numbers)) || numbers.size() != 2) {
                throw new IllegalArgumentException("a bucket of a rollup is no pair");
            }
            buckets.put(Math.toIntExact(number(numbers.getFirst())), number(numbers.getLast()));
        }
        return buckets.isEmpty() ? Durations.NONE : new Durations(buckets);
    }

    private static SortedMap<String, Long> numbers(Json json) {
        if (!(json instanceof Json.Obj(Map<String, Json> members))) {
            throw new IllegalArgumentException("numbers of a rollup are no object");
        }
        var numbers = new TreeMap<String, Long>();
        members.forEach((name, value) -> numbers.put(name, number(value)));
        return numbers;
    }

    private static String text(Json json) {
        if (json instanceof Json.Str(String text)) {
            return text;
        }
        throw new IllegalArgumentException("a rollup has something else where a text should be");
    }

    private static long number(Json json) {
        if (json instanceof Json.Num number) {
            return number.asLong()
                    .orElseThrow(() -> new IllegalArgumentException("a rollup has a number that is no integer"));
        }
        throw new IllegalArgumentException("a rollup has something else where a number should be");
    }
}
