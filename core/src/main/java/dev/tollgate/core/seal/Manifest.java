package dev.tollgate.core.seal;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.RecordId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a checkpoint covers: of each writer that has new records, which ones. A writer without new records is not in it.
 *
 * @param at when it was sealed
 * @param root of the tree over all records of {@code ranges}, in their order
 * @param ranges sorted by writer
 */
public record Manifest(String origin, long number, Instant at, TreeHash root, List<Range> ranges) {
    /** So many writers stay under what an item of DynamoDB can hold. */
    public static final int MOST_WRITERS = 2_000;

    /** So many records, with all that they say, fit into the memory of a small function. */
    public static final int MOST_RECORDS = 10_000;

    private static final long LARGEST_SEQ = 999_999_999_999L;
    private static final int MOST_BYTES = 500_000;
    private static final int MAX_DEPTH = 4;

    /**
     * The records of one writer, both ends included.
     *
     * @param head the hash of record {@code to}
     */
    public record Range(String writer, long from, long to, String head) {
        public Range {
            if (!isWriter(writer)) {
                throw new IllegalArgumentException("a writer's name has lower-case letters and digits only");
            }
            if (from < 0 || to < from || to > LARGEST_SEQ) {
                throw new IllegalArgumentException("the range of writer " + writer + " does not go from 0 or more up");
            }
            if (!Digests.isHex(head)) {
                throw new IllegalArgumentException("the head of writer " + writer + " is no SHA-256 in hex");
            }
        }

        /** Whether a record can be called after such a writer. */
        static boolean isWriter(String name) {
            return RecordId.parse(name + "-" + LARGEST_SEQ).isPresent();
        }

        public long count() {
            return to - from + 1;
        }

        private Json.Obj json() {
            return Json.object()
                    .put("writer", writer)
                    .put("from", from)
                    .put("to", to)
                    .put("head", head)
                    .build();
        }
    }

    public Manifest {
        ranges = List.copyOf(ranges);
        at = at.truncatedTo(ChronoUnit.MICROS);
        if (!NoteKey.isName(origin)) {
            throw new IllegalArgumentException("an origin is a name without space and plus");
        }
        if (number < 0) {
            throw new IllegalArgumentException("a manifest's number is not negative");
        }
        if (ranges.size() > MOST_WRITERS) {
            throw new IllegalArgumentException("a manifest has at most " + MOST_WRITERS + " writers");
        }
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i - 1).writer().compareTo(ranges.get(i).writer()) >= 0) {
                throw new IllegalArgumentException("a manifest's writers are sorted, and each is there once");
            }
        }
        if (ranges.stream().mapToDouble(Range::count).sum() > MOST_RECORDS) {
            throw new IllegalArgumentException("a manifest has at most " + MOST_RECORDS + " records");
        }
        if (ranges.isEmpty() && !root.equals(TreeHash.ofNothing())) {
            throw new IllegalArgumentException("a manifest without records has the root of an empty tree");
        }
    }

    /** How many records it covers. */
    public long count() {
        return ranges.stream().mapToLong(Range::count).sum();
    }

    public Optional<Range> range(String writer) {
        return ranges.stream().filter(each -> each.writer().equals(writer)).findFirst();
    }

    /** The place of a record's leaf in the tree; empty when it is not covered. */
    public OptionalLong index(String writer, long seq) {
        long before = 0;
        for (Range range : ranges) {
            if (range.writer().equals(writer)) {
                return range.from() <= seq && seq <= range.to()
                        ? OptionalLong.of(before + seq - range.from())
                        : OptionalLong.empty();
            }
            before += range.count();
        }
        return OptionalLong.empty();
    }

    /** RFC 8785. */
    public byte[] bytes() {
        return CanonicalJson.RFC_8785.bytes(Json.object()
                .put("v", 1)
                .put("origin", origin)
                .put("number", number)
                .put("at", SortableTime.text(at))
                .put("count", count())
                .put("root", root.hex())
                .put(
                        "writers",
                        new Json.Arr(ranges.stream().<Json>map(Range::json).toList()))
                .build());
    }

    /** @throws SealFormatException when it is not exactly what {@link #bytes} writes */
    public static Manifest parse(byte[] bytes) throws SealFormatException {
        if (bytes.length > MOST_BYTES) {
            throw new SealFormatException("the manifest has more than " + MOST_BYTES + " bytes");
        }
        try {
            if (!(new JsonText(MAX_DEPTH).parse(bytes) instanceof Json.Obj json)) {
                throw new SealFormatException("the manifest is no JSON object");
            }
            Manifest manifest = of(json);
            if (!Arrays.equals(manifest.bytes(), bytes)) {
                throw new SealFormatException(
                        "the manifest is not in its canonical form, has another count, or more members than it should");
            }
            return manifest;
        } catch (JsonException malformed) {
            throw new SealFormatException("the manifest: " + malformed.getMessage());
        } catch (IllegalArgumentException invalid) {
            throw new SealFormatException(invalid.getMessage());
        }
    }

    private static Manifest of(Json.Obj json) throws SealFormatException {
        var ranges = new ArrayList<Range>();
        for (Json item : json.items("writers")) {
            if (!(item instanceof Json.Obj range)) {
                throw new SealFormatException("the manifest has a writer that is no object");
            }
            ranges.add(new Range(
                    text(range, "writer"), integer(range, "from"), integer(range, "to"), text(range, "head")));
        }
        if (integer(json, "v") != 1) {
            throw new SealFormatException("the manifest has a version other than 1");
        }
        return new Manifest(
                text(json, "origin"),
                integer(json, "number"),
                time(text(json, "at")),
                TreeHash.ofHex(text(json, "root"))
                        .orElseThrow(() -> new SealFormatException("the manifest's 'root' is no SHA-256 in hex")),
                ranges);
    }

    private static Instant time(String text) throws SealFormatException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            throw new SealFormatException("the manifest's 'at' is no time");
        }
    }

    private static String text(Json.Obj json, String name) throws SealFormatException {
        return json.text(name)
                .orElseThrow(() -> new SealFormatException("the manifest has no text '" + name + "' where it should"));
    }

    private static long integer(Json.Obj json, String name) throws SealFormatException {
        return json.integer(name)
                .orElseThrow(
                        () -> new SealFormatException("the manifest has no integer '" + name + "' where it should"));
    }
}
