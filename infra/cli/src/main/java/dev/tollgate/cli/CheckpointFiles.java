package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.seal.KeptCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checkpoints in files, the note beside its manifest: {@code 000000000007.note} and {@code 000000000007.json}, in a folder
 * and the folders in it, as the archive has them.
 */
final class CheckpointFiles {
    private static final String NOTE = ".note";
    private static final String MANIFEST = ".json";
    private static final int DIGITS = 12;
    private static final int MOST_BYTES = 1_000_000;

    private final TreeMap<Long, List<Path>> stems = new TreeMap<>();

    private CheckpointFiles() {}

    /** @param from a folder, or one note */
    static CheckpointFiles in(Path from) throws IOException {
        var files = new CheckpointFiles();
        if (Files.isRegularFile(from)) {
            files.add(from);
            return files;
        }
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file or folder " + from, missing);
        }
        return files;
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        int dot = name.length() - NOTE.length();
        if (dot != DIGITS || !name.endsWith(NOTE) && !name.endsWith(MANIFEST)) {
            return;
        }
        String number = name.substring(0, dot);
        if (number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            Path stem = file.resolveSibling(number);
            List<Path> here = stems.computeIfAbsent(Long.valueOf(number), place -> new ArrayList<>(1));
            if (!here.contains(stem)) {
                here.add(stem);
            }
        }
    }

    boolean isEmpty() {
        return stems.isEmpty();
    }

    /** In the order of their numbers, those before a number first and no more. */
    void forEachBefore(long number, Consumer<KeptCheckpoint> checkpoint) throws StoreException {
        while (!stems.isEmpty() && stems.firstKey() < number) {
            long place = stems.firstKey();
            for (Path stem : stems.remove(place)) {
                checkpoint.accept(read(place, stem));
            }
        }
    }

    void forEach(Consumer<KeptCheckpoint> checkpoint) throws StoreException {
        forEachBefore(Long.MAX_VALUE, checkpoint);
    }

    private static KeptCheckpoint read(long place, Path stem) throws StoreException {
        return new KeptCheckpoint(
                place,
                bytes(sibling(stem, NOTE)).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                bytes(sibling(stem, MANIFEST)));
    }

    private static Optional<byte[]> bytes(Path file) throws StoreException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(MOST_BYTES));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new StoreException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Writes one where nothing stands yet.
     *
     * @throws IOException also when another one stands there
     */
    static void write(Path folder, KeptCheckpoint checkpoint) throws IOException {
        Path stem = folder.resolve("%012d".formatted(checkpoint.place()));
        if (checkpoint.note().isPresent()) {
            write(sibling(stem, NOTE), checkpoint.note().get().getBytes(StandardCharsets.UTF_8));
        }
        if (checkpoint.manifest().isPresent()) {
            write(sibling(stem, MANIFEST), checkpoint.manifest().get());
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file)) {
            Files.write(file, bytes);
        } else if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
            throw new IOException(file + " is there already and has another content");
        }
    }

    private static Path sibling(Path stem, String suffix) {
        return stem.resolveSibling(stem.getFileName() + suffix);
    }
}
