package dev.tollgate.proxy.config;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file with {@code mcpServers}, or {@code servers} as some editors call it. All else in it stays as it is. */
public final class ServersFile {
    private static final long MOST_BYTES = 10_000_000;
    private static final List<String> NAMES = List.of("mcpServers", "servers");

    private final Path file;
    private final Json.Obj content;
    private final String member;

    private ServersFile(Path file, Json.Obj content, String member) {
        this.file = file;
        this.content = content;
        this.member = member;
    }

    /** @throws IOException when it is no such file; the message is for people and quotes nothing of it */
    public static ServersFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than 10 MB");
        }
        try {
            Json.Obj content = JsonText.readObject(Files.readAllBytes(file));
            String member = NAMES.stream()
                    .filter(name -> content.object(name).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new IOException(file + " has no member 'mcpServers' (expected an object)"));
            return new ServersFile(file, content, member);
        } catch (JsonException malformed) {
            throw new IOException(file + ": " + malformed.getMessage() + " (comments are not understood)");
        }
    }

    /** What is made of one server. */
    public sealed interface Change {
        record To(Json.Obj server) implements Change {}

        /** It is as it should be. */
        record Same() implements Change {}

        /** It cannot be, and stays as it is. */
        record None(String why) implements Change {}
    }

    /** Makes something of each server. */
    @FunctionalInterface
    public interface Changing {
        Change change(String name, Json.Obj server);
    }

    /**
     * Changes each server and writes the file.
     *
     * @param out where to; the file itself when there is none
     * @return a line for each server that is not as it should be
     */
    public List<String> change(Changing changing, Optional<Path> out) throws IOException {
        var lines = new ArrayList<String>();
        var servers = Json.object();
        for (Map.Entry<String, Json> each :
                content.object(member).orElseThrow().members().entrySet()) {
            Change change = each.getValue() instanceof Json.Obj server
                    ? changing.change(each.getKey(), server)
                    : new Change.None("is no object");
            switch (change) {
                case Change.To(Json.Obj server) -> servers.put(each.getKey(), server);
                case Change.Same ignored -> servers.put(each.getKey(), each.getValue());
                case Change.None(String why) -> {
                    servers.put(each.getKey(), each.getValue());
                    lines.add(each.getKey() + " stays as it is: " + why);
                }
            }
        }
        write(content.with(member, servers.build()), out.orElse(file));
        return lines;
    }

    /** It may hold secrets, so nobody else is to read it, unless that was so before. */
    private void write(Json.Obj changed, Path target) throws IOException {
        Path whole = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(whole);
        boolean isPosix = Files.getFileStore(file).supportsFileAttributeView("posix");
        if (isPosix) {
            Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(whole, IndentedJson.text(changed) + "\n");
        if (isPosix) {
            Files.setPosixFilePermissions(whole, Files.getPosixFilePermissions(file));
        }
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
