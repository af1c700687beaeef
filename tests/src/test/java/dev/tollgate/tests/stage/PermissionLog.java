package dev.tollgate.tests.stage;

import dev.tollgate.local.permission.Door;
import dev.tollgate.local.permission.PermissionUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which permissions the functions of all stages of one run needed, and what they were refused. */
public final class PermissionLog {
    private static final String REFUSED = "REFUSED ";

    private final Path directory;

    private PermissionLog(Path directory) {
        this.directory = directory;
    }

    /** The run of Maven that this process belongs to. */
    public static PermissionLog ofThisRun() {
        return new PermissionLog(Repository.root()
                .resolve("tests/target/permissions")
                .resolve(System.getProperty("tollgate.run", "alone")));
    }

    /**
     * Each stage writes a file of its own.
     *
     * @param wanted refusals that a test was about
     */
    public void add(Door door, Set<String> wanted) {
        var lines = new ArrayList<String>();
        door.uses().forEach(use -> lines.add(use.toString()));
        door.refusals().stream()
                .filter(refusal -> !wanted.contains(refusal))
                .forEach(refusal -> lines.add(REFUSED + refusal));
        try {
            Files.createDirectories(directory);
            Files.write(Files.createTempFile(directory, "stage-", ".txt"), lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public SortedSet<PermissionUse> uses() {
        var uses = new TreeSet<PermissionUse>();
        lines().stream()
                .filter(line -> !line.startsWith(REFUSED))
                .map(PermissionUse::parse)
                .forEach(uses::add);
        return uses;
    }

    public SortedSet<String> refusals() {
        var refusals = new TreeSet<String>();
        lines().stream()
                .filter(line -> line.startsWith(REFUSED))
                .map(line -> line.substring(REFUSED.length()))
                .forEach(refusals::add);
        return refusals;
    }

    private List<String> lines() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines;
    }
}
