package dev.tollgate.core.scan.money;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.junit.jupiter.api.Assertions.assertEquals;

class IbanTest {
    private static final Iban IBAN = new Iban();

    @Property(seed = "4")
    void germanNumbersHoldWithTheirCheckDigitsAndNoOthers(
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long account,
            @ForAll @IntRange(min = 1, max = 96) int wrong) {
        String bban = "%018d".formatted(account);
        int check =
                98 - new BigInteger(bban + "131400").mod(BigInteger.valueOf(97)).intValue();
        String right = "DE%02d%s".formatted(check, bban);
        String other = "DE%02d%s".formatted((check + wrong) % 97, bban);

        assertEquals(22, end(right));
        assertEquals(27, end(right.replaceAll("(.{4})(?!$)", "$1 ")));
        assertEquals(0, end(other.equals(right) ? "" : other));
    }

    private static int end(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IBAN.look(bytes, bytes.length, 0, (type, from, to, confidence) -> {});
    }
}
