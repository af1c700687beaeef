package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.archive.Archive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Files below a folder, each written under another name first, so that none is ever there in part. */
public final class FolderArchive implements Archive {
    private final Path folder;

    public FolderArchive(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public void put(String name, byte[] content, Deadline deadline) throws StoreException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IllegalArgumentException("a name in the archive leads to a place below it");
        }
        try {
            if (Files.exists(file)) {
                compare(name, Files.readAllBytes(file), content);
            } else {
                write(file, content);
            }
        } catch (IOException failed) {
            throw new StoreException("the archive's folder cannot be used: " + failed.getMessage(), failed);
        }
    }

    static void compare(String name, byte[] there, byte[] content) throws StoreException {
        if (!Arrays.equals(there, content)) {
            throw new StoreException("the archive has " + name + " with another content", null);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), "draft-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
