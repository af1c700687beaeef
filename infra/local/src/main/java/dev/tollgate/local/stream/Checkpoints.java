package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far one event source has come in each shard of its stream; kept in a file when the data is. */
final class Checkpoints {
    private static final String DONE = "done";

    private final Optional<Path> file;
    private final String streamArn;
    private final Map<String, String> positionByShard = new LinkedHashMap<>();

    /** @param file empty to keep them in memory only */
    Checkpoints(Optional<Path> file, String streamArn) {
        this.file = file;
        this.streamArn = streamArn;
        file.filter(Files::exists).ifPresent(this::read);
    }

    /** Nothing was ever read of this stream. */
    synchronized boolean isNew() {
        return positionByShard.isEmpty();
    }

    /** The last sequence number that is done with. */
    synchronized Optional<String> lastOf(String shard) {
        return Optional.ofNullable(positionByShard.get(shard))
                .filter(position -> !position.equals(DONE) && !position.isEmpty());
    }

    synchronized boolean isDone(String shard) {
        return DONE.equals(positionByShard.get(shard));
    }

    synchronized void begun(String shard) {
        if (positionByShard.putIfAbsent(shard, "") == null) {
            write();
        }
    }

    synchronized void reached(String shard, String sequenceNumber) {
        positionByShard.put(shard, sequenceNumber);
        write();
    }

    synchronized void done(String shard) {
        positionByShard.put(shard, DONE);
        write();
    }

    /** Forgets shards that the stream no longer has. */
    synchronized void keepOnly(Set<String> shards) {
        if (positionByShard.keySet().retainAll(shards)) {
            write();
        }
    }

    private void read(Path path) {
        try {
            if (new JsonText(5).parse(Files.readAllBytes(path)) instanceof Json.Obj stored
                    && stored.text("stream").orElse("").equals(streamArn)) {
                stored.object("shards").orElse(Json.Obj.EMPTY).members().forEach((shard, position) -> {
                    if (position instanceof Json.Str(String text)) {
                        positionByShard.put(shard, text);
                    }
                });
            }
        } catch (IOException | JsonException unreadable) {
            throw new StackException("cannot read " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private void write() {
        if (file.isEmpty()) {
            return;
        }
        var shards = Json.object();
        positionByShard.forEach(shards::put);
        byte[] bytes = JsonText.writeBytes(Json.object()
                .put("stream", streamArn)
                .put("shards", shards.build())
                .build());
        try {
            Path path = file.get();
            Files.createDirectories(path.getParent());
            Path draft = path.resolveSibling(path.getFileName() + ".new");
            Files.write(draft, bytes);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new StackException("cannot write " + file.get() + ": " + unwritable.getMessage(), unwritable);
        }
    }
}
