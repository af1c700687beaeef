package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FolderArchiveTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    @Test
    void keepsAFileUnderItsNameAndNothingBesideIt() throws Exception {
        var archive = new FolderArchive(folder.resolve("archive"));
        archive.put("checkpoints/2026/11/28/000000000001.note", bytes("one"), SOON);
        archive.put("checkpoints/2026/11/28/000000000001.note", bytes("one"), SOON);

        Path day = folder.resolve("archive/checkpoints/2026/11/28");
        assertEquals("one", Files.readString(day.resolve("000000000001.note")));
        try (var files = Files.list(day)) {
            assertEquals(
                    List.of("000000000001.note"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void neverChangesWhatIsThere() throws Exception {
        var archive = new FolderArchive(folder);
        archive.put("one", bytes("one"), SOON);

        var refused = assertThrows(StoreException.class, () -> archive.put("one", bytes("two"), SOON));
        assertEquals("the archive has one with another content", refused.getMessage());
        assertEquals("one", Files.readString(folder.resolve("one")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../one", "a/../../one", "", "."})
    void writesNowhereElse(String name) {
        var archive = new FolderArchive(folder.resolve("archive"));
        assertThrows(IllegalArgumentException.class, () -> archive.put(name, bytes("one"), SOON));
    }

    @Test
    void saysThatTheFolderCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThrows(StoreException.class, () -> new FolderArchive(file).put("one", bytes("one"), SOON));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
