package dev.tollgate.proxy.config;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WrappingTest {
    private static final String SERVERS = """
            {"theme": "dark", "mcpServers": {
              "fs": {"command": "npx", "args": ["-y", "server-filesystem", "/srv"], "env": {"A": "b"}, "disabled": false},
              "bare": {"type": "stdio", "command": "run-me"},
              "web": {"type": "http", "url": "https://example.com/mcp", "headers": {"Authorization": "Bearer zzz", "X-A": "1"}, "timeout": 30}
            }}
            """;

    @TempDir
    private Path directory;

    @Test
    void whatIsWrappedAndUnwrappedIsAsItWas() throws Exception {
        Path file = file(SERVERS);
        var wrapping = new Wrapping("/opt/tollgate-mcp-proxy", List.of("--agent", "bot"));

        assertEquals(List.of(), ServersFile.read(file).change(wrapping::wrap, Optional.empty()));
        String wrapped = Files.readString(file);
        ServersFile.read(file).change(Wrapping::unwrap, Optional.empty());

        assertTrue(
                wrapped.contains(
                        "\"args\": [\"--server\", \"fs\", \"--agent\", \"bot\", \"--\", \"npx\", \"-y\", \"server-filesystem\", \"/srv\"]"),
                wrapped);
        assertTrue(wrapped.contains("\"WRAPPED_HEADER_1\": \"Bearer zzz\""), wrapped);
        assertEquals(sorted(JsonText.read(SERVERS)), sorted(JsonText.read(Files.readString(file))));
    }

    @Test
    void whatIsWrappedIsNotWrappedAgain() throws Exception {
        Path file = file(SERVERS);
        var wrapping = new Wrapping("tollgate-mcp-proxy", List.of());
        ServersFile.read(file).change(wrapping::wrap, Optional.empty());
        String once = Files.readString(file);
        ServersFile.read(file).change(wrapping::wrap, Optional.empty());

        assertEquals(once, Files.readString(file));
    }

    @Test
    void aServerThatCannotBeGovernedIsNamed() throws Exception {
        Path file = file("{\"servers\":{\"old\":{\"type\":\"sse\",\"url\":\"https://example.com/sse\"},\"odd\":{}}}");

        List<String> left =
                ServersFile.read(file).change(new Wrapping("tollgate-mcp-proxy", List.of())::wrap, Optional.empty());

        assertEquals(2, left.size(), left::toString);
        assertTrue(left.getFirst().startsWith("old stays as it is"), left::toString);
    }

    @Test
    void aCopyIsReadByNobodyElse() throws Exception {
        Path file = file(SERVERS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path copy = directory.resolve("copy.json");
        ServersFile.read(file).change(new Wrapping("tollgate-mcp-proxy", List.of())::wrap, Optional.of(copy));

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        assertEquals(SERVERS, Files.readString(file));
    }

    @Test
    void whatIsNoSuchFileIsSaidWithoutQuotingIt() throws Exception {
        Path file = file("{\"mcpServers\": {\"a\": {\"env\": {\"T\": \"secret\",}}}}");

        IOException refused = assertThrows(IOException.class, () -> ServersFile.read(file));
        assertTrue(refused.getMessage().contains("at byte"), refused::getMessage);
        assertThrows(IOException.class, () -> ServersFile.read(directory.resolve("none")));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("mcp.json"), text);
    }

    private static String sorted(Json json) {
        return dev.tollgate.hook.json.CanonicalJson.text(json);
    }
}
