package dev.tollgate.core.watch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2",
        "192.0.2.254, 192.0.2",
        "192.0.3.1, 192.0.3",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::",
        "2001:0DB8:0001::6, 2001:db8:1::",
        "2001:db8::1, 2001:db8:0::",
        "::1, 0:0:0::",
        "::, 0:0:0::",
        "::ffff:192.0.2.1, 192.0.2",
        "nonsense, nonsense",
        "a:b, a:b::",
    })
    void isTheFirstThreeNumbersOfAnAddress(String address, String network) {
        assertEquals(network, Network.of(address));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "':', ':::'", "':::', '0:0:0::'", "'1::2::3', '1:0:0::'"})
    void staysWithinBoundsWhateverItGets(String address, String network) {
        assertEquals(network, Network.of(address));
        assertEquals(64, Network.of("x".repeat(1_000)).length());
    }
}
