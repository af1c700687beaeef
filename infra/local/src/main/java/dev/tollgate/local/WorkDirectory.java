package dev.tollgate.local;

import dev.tollgate.local.dynamodb.DataLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The directory {@code .tollgate}, held by one stack at a time. */
final class WorkDirectory implements AutoCloseable {
    private final Path directory;
    private final FileChannel lockFile;
    private final Path functions;
    private final Path environmentFile;

    private WorkDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.functions = directory.resolve("functions");
        this.environmentFile = directory.resolve("local.env");
    }

    static WorkDirectory take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel lockFile =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(lockFile)) {
                lockFile.close();
                throw new StackException("Another local stack is running on " + directory.toAbsolutePath()
                        + ". End it first, or run this one from another copy of the repository");
            }
            var taken = new WorkDirectory(directory, lockFile);
            taken.sweep();
            Files.createDirectories(taken.functions);
            return taken;
        } catch (IOException unusable) {
            throw new StackException(
                    "cannot use " + directory.toAbsolutePath() + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Where this run's functions are unpacked. */
    Path functions() {
        return functions;
    }

    /** What functions measured. */
    Path metrics() {
        return directory.resolve("metrics.jsonl");
    }

    Path sealKey() {
        return directory.resolve("seal.key");
    }

    Path sealPublicKey() {
        return directory.resolve("seal.pub");
    }

    /** Beside the data, and as lasting: other data has other checkpoints under the same numbers. */
    Path archive(DataLocation data) {
        return switch (data) {
            case DataLocation.Memory _, DataLocation.Service _ -> functions.resolve("archive");
            case DataLocation.Directory(Path path)
            when path.equals(directory.resolve("data")) -> directory.resolve("archive");
            case DataLocation.Directory(Path path) -> path.resolve("archive");
        };
    }

    Path deadLetters() {
        return directory.resolve("dead-letters");
    }

    /** Holds keys, so nobody but its owner may read it, not even for a moment. */
    void writeEnvironment(Map<String, String> variables) {
        var lines = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        try {
            Path draft = Files.createTempFile(
                    directory,
                    "local",
                    ".env",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, lines);
            Files.move(draft, environmentFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new StackException("cannot write " + environmentFile + ": " + unwritable.getMessage(), unwritable);
        }
    }

    @Override
    public void close() {
        try {
            sweep();
            lockFile.close();
        } catch (IOException notRemoved) {
            throw new StackException("cannot clean up " + directory + ": " + notRemoved.getMessage(), notRemoved);
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Removes what this run, or one that was killed, left. */
    private void sweep() throws IOException {
        Files.deleteIfExists(environmentFile);
        if (!Files.exists(functions)) {
            return;
        }
        try (Stream<Path> files = Files.walk(functions)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
