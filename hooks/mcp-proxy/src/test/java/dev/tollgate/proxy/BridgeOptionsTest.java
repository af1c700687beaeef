package dev.tollgate.proxy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BridgeOptionsTest {

    @Test
    void nothingNeedsToBeSaid() throws Exception {
        assertEquals(
                new BridgeOptions(new Options.Address("127.0.0.1", 9_100), Optional.empty(), Optional.empty(), false),
                BridgeOptions.read(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --listen 0.0.0.0:9100 | for this machine only
        --listen 192.168.1.4:9100 | for this machine only
        --listen 127.0.0.1 | HOST:PORT
        --agent | needs a value
        --agent a --agent b | given twice
        --server crm | no option of bridge
        tg_1_secret | is no option
        """)
    void whatIsWrongIsSaid(String words, String message) {
        UsageException wrong = assertThrows(UsageException.class, () -> BridgeOptions.read(List.of(words.split(" "))));

        assertTrue(wrong.getMessage().contains(message), wrong::getMessage);
    }
}
