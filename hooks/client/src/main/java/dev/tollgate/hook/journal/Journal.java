package dev.tollgate.hook.journal;

import dev.tollgate.hook.json.CanonicalJson;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A hook's journal in a file of lines: how far it was received, then each entry since, bound to the one before by its hash.
 * An entry is on the disk before its call goes on. One process at a time has it.
 */
public final class Journal implements AutoCloseable {
    static final int MOST_AT_ONCE = 40;
    private static final int MOST_KEPT = 100_000;
    private static final long MOST_BYTES = 200_000_000;

    private final HookKey key;
    private final Path file;
    private final FileChannel locked;
    private final Deque<Json.Obj> kept = new ArrayDeque<>();
    private Optional<Place> last = Optional.empty();
    private List<Json> sent = List.of();
    private FileChannel notes;
    private boolean isBroken;

    private record Place(long seq, String hash) {}

    private Journal(HookKey key, Path file, FileChannel locked) {
        this.key = key;
        this.file = file;
        this.locked = locked;
    }

    /**
     * @throws IOException when it cannot be read or written, is of another hook, or another process has it
     */
    public static Journal open(Path file, HookKey key) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel locked = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(locked).isEmpty()) {
            locked.close();
            throw new IOException("the journal " + file + " is in use by another process");
        }
        var journal = new Journal(key, file, locked);
        if (Files.exists(file)) {
            journal.load();
        }
        return journal;
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ofThisProcess) {
            return Optional.empty();
        }
    }

    private void load() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("the journal " + file + " is larger than 200 MB");
        }
        String text = Files.readString(file);
        // A line without its end was being written when the process ended; its call did not go on.
        int end = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, end).lines().toList();
        try {
            Json.Obj head = object(lines.isEmpty() ? "{}" : lines.getFirst());
            if (!head.text("hook").equals(Optional.of(key.hook()))) {
                throw new IOException("the journal " + file + " is not of the hook '" + key.hook() + "'");
            }
            last = Optional.of(new Place(
                    head.integer("received_to").orElseThrow(), head.text("hash").orElseThrow()));
            for (String line : lines.subList(1, lines.size())) {
                Json.Obj entry = object(line);
                kept.add(entry);
                last = Optional.of(new Place(entry.integer("seq").orElseThrow(), hash(entry)));
            }
        } catch (JsonException | java.util.NoSuchElementException changed) {
            throw new IOException("the journal " + file + " was changed, and cannot be read");
        }
        notes = FileChannel.open(file, StandardOpenOption.WRITE);
        notes.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
        notes.position(notes.size());
    }

    private static Json.Obj object(String line) throws JsonException {
        return JsonText.readObject(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(Json.Obj entry) {
        return CanonicalJson.sha256(CanonicalJson.text(entry));
    }

    /**
     * Notes a call down, before it goes on.
     *
     * @throws IOException when it could not be: then the call must not go on
     */
    public synchronized void note(NotedCall call) throws IOException {
        if (last.isEmpty()) {
            throw new IOException("Tollgate has not yet said where this journal goes on");
        }
        if (isBroken || kept.size() >= MOST_KEPT) {
            throw new IOException("the journal takes no more calls");
        }
        long seq = last.get().seq() + 1;
        Json.Obj entry = call.toJson(seq, last.get().hash());
        write(notes, List.of(entry));
        kept.addLast(entry);
        last = Optional.of(new Place(seq, hash(entry)));
    }

    private static void write(FileChannel channel, List<Json.Obj> lines) throws IOException {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(JsonText.write(line)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        long before = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException incomplete) {
            channel.truncate(before);
            throw incomplete;
        }
    }

    /** Whether Tollgate must first be asked where the journal goes on. */
    synchronized boolean needsHead() {
        return last.isEmpty();
    }

    synchronized boolean hasSomethingToSend() {
        return !isBroken && (last.isEmpty() || !kept.isEmpty());
    }

    public synchronized long unreported() {
        return kept.size();
    }

    /** What is to be sent next: the same bytes until they were received. Without entries, it asks where to go on. */
    synchronized byte[] next() {
        if (sent.isEmpty()) {
            sent = new ArrayList<>(kept.stream().limit(MOST_AT_ONCE).toList());
        }
        return key.signed(sent);
    }

    /** @param to as the answer says it */
    synchronized void received(long to, String hash) throws IOException {
        if (last.isPresent()
                && to == last.get().seq()
                && !hash.equals(last.get().hash())) {
            isBroken = true;
            throw new IOException("Tollgate has another entry in this journal's place");
        }
        while (!kept.isEmpty() && kept.getFirst().integer("seq").orElseThrow() <= to) {
            kept.removeFirst();
        }
        sent = List.of();
        if (last.isEmpty()) {
            last = Optional.of(new Place(to, hash));
        }
        rewrite(to, hash);
    }

    private void rewrite(long to, String hash) throws IOException {
        var lines = new ArrayList<Json.Obj>();
        lines.add(Json.object()
                .put("hook", key.hook())
                .put("received_to", to)
                .put("hash", hash)
                .build());
        lines.addAll(kept);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        FileChannel fresh = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        write(fresh, lines);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (notes != null) {
            notes.close();
        }
        notes = fresh;
    }

    /** Somebody else wrote into this journal, or the hook may no longer report: no call goes on any more. */
    synchronized void isRefused() {
        isBroken = true;
    }

    @Override
    public synchronized void close() throws IOException {
        if (notes != null) {
            notes.close();
        }
        locked.close();
    }
}
