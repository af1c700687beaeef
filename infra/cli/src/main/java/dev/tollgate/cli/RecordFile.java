package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.export.JsonLine;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Chains;
import dev.tollgate.core.record.FoundRecord;
import dev.tollgate.core.record.Succession;
import dev.tollgate.core.store.AuditChains;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Records of a file, one a line, in any order: as {@code audit export --format jsonl} writes them, or items of the audit
 * table as JSON. It is read once to see where each record stands, and the records are read again chain by chain; what is
 * kept of each in memory are 24 bytes.
 */
final class RecordFile implements Chains, AutoCloseable {
    private static final int MAX_DEPTH = 64;
    private static final int LONGEST_LINE = 1_000_000;
    private static final int MOST_UNREADABLE = 1_000;

    private final JsonText json = new JsonText(MAX_DEPTH);
    private final TreeMap<String, Places> chains = new TreeMap<>();
    private final List<Succession> successions = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final RandomAccessFile file;

    private RecordFile(RandomAccessFile file) {
        this.file = file;
    }

    static RecordFile open(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            var records = new RecordFile(new RandomAccessFile(path.toFile(), "r"));
            records.index(in);
            return records;
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + path, missing);
        }
    }

    /** Where one chain's records stand. */
    private static final class Places {
        private long[] seqs = new long[4];
        private long[] offsets = new long[4];
        private int[] lengths = new int[4];
        private int count;

        void add(long seq, long offset, int length) {
            if (count == seqs.length) {
                seqs = Arrays.copyOf(seqs, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            seqs[count] = seq;
            offsets[count] = offset;
            lengths[count++] = length;
        }

        /** As they stand in the file, where two say that they have the same place. */
        int[] inOrder() {
            return java.util.stream.IntStream.range(0, count)
                    .boxed()
                    .sorted((one, other) -> Long.compare(seqs[one], seqs[other]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    private void index(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        long start = 0;
        long position = 0;
        int number = 1;
        for (int next = in.read(); next >= 0; next = in.read()) {
            position++;
            if (next != '\n') {
                if (line.size() <= LONGEST_LINE) {
                    line.write(next);
                }
                continue;
            }
            line(line.toByteArray(), start, number++);
            line.reset();
            start = position;
        }
        line(line.toByteArray(), start, number);
    }

    private void line(byte[] bytes, long offset, int number) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return;
        }
        try {
            if (bytes.length > LONGEST_LINE || !(json.parse(text) instanceof Json.Obj item)) {
                unreadable("line " + number + " is no item of the audit table");
                return;
            }
            Optional<FoundRecord> record = found(item);
            Optional<String> entered = AuditChains.entered(item);
            entered.ifPresent(writer -> chains.computeIfAbsent(writer, name -> new Places()));
            record.ifPresent(found -> add(found, offset, bytes.length));
            if (record.isEmpty() && entered.isEmpty() && !isCheckpoint(item)) {
                unreadable("line " + number + " is no item of the audit table");
            }
        } catch (JsonException malformed) {
            unreadable("line " + number + ": " + malformed.getMessage());
        }
    }

    private void add(FoundRecord found, long offset, int length) {
        String writer = found.record().writer();
        chains.computeIfAbsent(writer, name -> new Places()).add(found.record().seq(), offset, length);
        if (found.record().seq() == 0) {
            Succession.of(writer, found.record().content()).ifPresent(successions::add);
        }
    }

    private static Optional<FoundRecord> found(Json.Obj line) {
        return JsonLine.read(line).map(FoundRecord::withoutKeys).or(() -> AuditChains.found(line));
    }

    /** A dump of the table has them among the records; they are read from elsewhere. */
    private static boolean isCheckpoint(Json.Obj item) {
        return item.text("pk").filter(pk -> pk.startsWith("CHECKPOINTS#")).isPresent();
    }

    private void unreadable(String what) {
        if (unreadable.size() < MOST_UNREADABLE) {
            unreadable.add(what);
        }
    }

    @Override
    public SortedSet<String> writers() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(chains.keySet()));
    }

    @Override
    public List<Succession> successions() {
        return List.copyOf(successions);
    }

    @Override
    public void forEach(String writer, Consumer<FoundRecord> record) throws StoreException {
        Places places = chains.getOrDefault(writer, new Places());
        try {
            for (int place : places.inOrder()) {
                byte[] bytes = new byte[places.lengths[place]];
                file.seek(places.offsets[place]);
                file.readFully(bytes);
                if (json.parse(new String(bytes, StandardCharsets.UTF_8)) instanceof Json.Obj item) {
                    found(item).ifPresent(record);
                }
            }
        } catch (IOException | JsonException changed) {
            throw new StoreException("the file changed while it was read: " + changed.getMessage(), changed);
        }
    }

    @Override
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
