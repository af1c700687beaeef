package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Under which keys a record is found without its writer: by its agent, by its tool, and, when it is one that somebody
 * should look at, by what it was flagged for; one that begins a session or a trace, by that. The hash does not cover them, since they are made of what it covers:
 * whoever checks a record makes them again.
 *
 * <p>A partition holds one day of one name, and a shard of that: a partition takes about 1,000 writes a second, and one
 * that takes no more would slow the table itself. All indexes sort by the same attribute.
 */
public final class IndexKeys {
    /** How many partitions a day of one name has. A writer's records are always in the same one. */
    public static final int SHARDS = 4;

    /** The attribute that every index sorts by: {@code <at>#<writer>#<seq>}, the seq with 12 digits. */
    public static final String SORT = "gs";

    private static final int DAY_LETTERS = "2026-11-27".length();

    /** An index of the audit table. */
    public enum Index {
        BY_AGENT("by-agent", "g1p", "A#"),
        /** Sparse: what was not allowed, answers in which something was found, and what is no call that was decided: security, acts, reads, observed calls. */
        FLAGGED("flagged", "g2p", "F#"),
        BY_TOOL("by-tool", "g3p", "T#"),
        /** Sparse, as is the next: only what begins a session, to tell which agents it has. */
        BY_SESSION("by-session", "g4p", "S#"),
        BY_TRACE("by-trace", "g5p", "C#");

        private final String title;
        private final String partition;
        private final String prefix;

        Index(String title, String partition, String prefix) {
            this.title = title;
            this.partition = partition;
            this.prefix = prefix;
        }

        /** The name that template.yaml gives it. */
        public String title() {
            return title;
        }

        /** The attribute that is its partition key. */
        public String partition() {
            return partition;
        }

        /** The partitions that have the records of a name on a day (UTC). */
        public List<String> partitions(String name, LocalDate day) {
            return IntStream.range(0, SHARDS)
                    .mapToObj(shard -> partition(name, day.format(DateTimeFormatter.BASIC_ISO_DATE), shard))
                    .toList();
        }

        private String partition(String name, String day, int shard) {
            return prefix + name + "#" + day + "#" + shard;
        }
    }

    /** What some records begin, and are found by whatever the day is. */
    public enum Part {
        SESSION(Beginnings.SESSION, Index.BY_SESSION),
        TRACE(Beginnings.TRACE, Index.BY_TRACE);

        private final String word;
        private final Index index;

        Part(String word, Index index) {
            this.word = word;
            this.index = index;
        }

        /** The member of records. */
        public String word() {
            return word;
        }

        Index index() {
            return index;
        }

        String partition(String name) {
            return index.prefix + name;
        }
    }

    /** What a record can be flagged for: an effect, or what it is about. */
    public enum Flag {
        DENY("deny"),
        THROTTLE("throttle"),
        /** Something was found in a tool's answer, or the answer has a label. */
        FOUND("found"),
        SECURITY("security"),
        APPROVAL("approval"),
        ADMIN("admin"),
        READ("read"),
        /** Somebody else's log has the call. */
        OBSERVED("observed");

        private final String word;

        Flag(String word) {
            this.word = word;
        }

        /** The name in the index. */
        public String word() {
            return word;
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Flag::word).toList();
        }

        /** Empty for {@code allow}, which is not flagged. */
        public static Optional<Flag> ofEffect(String effect) {
            return switch (effect) {
                case "deny" -> Optional.of(DENY);
                case "throttle" -> Optional.of(THROTTLE);
                default -> Optional.empty();
            };
        }

        /** The flag that every record of a kind has; empty where it depends on the record. */
        public static Optional<Flag> ofKind(String kind) {
            return switch (kind) {
                case "security" -> Optional.of(SECURITY);
                case "approval" -> Optional.of(APPROVAL);
                case "admin" -> Optional.of(ADMIN);
                case "read" -> Optional.of(READ);
                case "observed" -> Optional.of(OBSERVED);
                default -> Optional.empty();
            };
        }

        static Optional<Flag> of(Json.Obj content) {
            String kind = content.text("kind").orElse("");
            if (kind.equals(Draft.Kind.REDACTION.word())) {
                return content.get("findings").isPresent()
                                || content.get("labels").isPresent()
                        ? Optional.of(FOUND)
                        : Optional.empty();
            }
            return ofKind(kind).or(() -> content.text("effect").flatMap(Flag::ofEffect));
        }
    }

    private IndexKeys() {}

    /** Attribute names and values; none when no index has the record. */
    public static Map<String, String> of(SealedRecord record) {
        Json.Obj content = record.content();
        Optional<String> at = content.text("at").filter(text -> text.length() > DAY_LETTERS);
        if (at.isEmpty()) {
            return Map.of();
        }
        String day = at.get().substring(0, DAY_LETTERS).replace("-", "");
        int shard = Math.floorMod(record.writer().hashCode(), SHARDS);
        var keys = new TreeMap<String, String>();
        names(content).forEach((index, name) -> keys.put(index.partition, index.partition(name, day, shard)));
        for (String begins : content.texts(Beginnings.MEMBER)) {
            for (Part part : Part.values()) {
                if (part.word.equals(begins)) {
                    content.text(begins).ifPresent(name -> keys.put(part.index.partition, part.partition(name)));
                }
            }
        }
        if (!keys.isEmpty()) {
            keys.put(SORT, at.get() + "#" + record.writer() + "#" + "%012d".formatted(record.seq()));
        }
        return keys;
    }

    private static Map<Index, String> names(Json.Obj content) {
        var names = new TreeMap<Index, String>();
        content.text("agent").ifPresent(agent -> names.put(Index.BY_AGENT, agent));
        Flag.of(content).ifPresent(flag -> names.put(Index.FLAGGED, flag.word()));
        content.text("tool").ifPresent(tool -> names.put(Index.BY_TOOL, tool));
        return names;
    }

    /** Whether an attribute of an item is one of these keys, and no part of the record. */
    public static boolean isKey(String attribute) {
        return attribute.equals(SORT)
                || Arrays.stream(Index.values()).anyMatch(index -> index.partition.equals(attribute));
    }
}
