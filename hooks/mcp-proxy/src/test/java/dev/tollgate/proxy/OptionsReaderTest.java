package dev.tollgate.proxy;

import dev.tollgate.proxy.govern.Governance.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OptionsReaderTest {

    @Test
    void allBehindTheDashesIsTheServers() throws Exception {
        Options options =
                read("--server crm --refuse=error --wait-up-to 500ms -- npx -y server --server other --verbose");

        assertEquals("crm", options.server());
        assertEquals(Refusal.ERROR, options.refusal());
        assertEquals(Duration.ofMillis(500), options.waitUpTo());
        assertEquals(List.of("npx", "-y", "server", "--server", "other", "--verbose"), options.command());
        assertFalse(options.isVerbose());
    }

    @Test
    void anAddressStandsInThePlaceOfACommand() throws Exception {
        Options options = read(
                "--server crm --listen 127.0.0.1:9000 --upstream http://localhost:3001/mcp --upstream-header-from Authorization=CRM_TOKEN");

        assertEquals(Optional.of(new Options.Address("127.0.0.1", 9_000)), options.listen());
        assertEquals("CRM_TOKEN", options.upstreamHeaders().get("Authorization"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -- npx x | --server NAME is needed
        --server crm | expected the server's command
        --server crm --upstream http://h/mcp -- npx | expected the server's command
        --server crm --server crm -- npx | given twice
        --server crm npx | is no option
        --server crm --wait-up-to -1s -- npx | --wait-up-to
        --server crm --wait-up-to 11m -- npx | at most 10m
        --server crm --max-message 0 -- npx | from 1 to 64
        --server crm --refuse maybe -- npx | result or error
        --server crm --upstream ftp://h/mcp | --upstream
        --server crm --upstream http://user:pw@h/mcp | --upstream
        --server crm --listen 0.0.0.0:9000 -- npx | --client-token-from
        --server crm --listen 127.0.0.1:x -- npx | HOST:PORT
        --server crm --agent | needs a value
        """)
    void whatIsWrongIsSaid(String words, String message) {
        UsageException wrong = assertThrows(UsageException.class, () -> read(words));

        assertTrue(wrong.getMessage().contains(message), wrong::getMessage);
        assertFalse(wrong.getMessage().contains("pw"), wrong::getMessage);
    }

    private static Options read(String words) throws UsageException {
        return OptionsReader.read(List.of(words.split(" ")));
    }
}
