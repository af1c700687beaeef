package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LabelledNumbersPropertyTest {
    private static final Scanner SCANNER = new Scanner();
    private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

    private static final List<String> PIECES = List.of(
            "+1 212 555 0123",
            "(212) 555-0123",
            "030/901820",
            "0049 30 901820",
            "%2B49",
            "(+49)",
            "(0)",
            "phone",
            "電話",
            "cvv",
            "cid",
            "card",
            ";4111111111111111=2712101",
            "%B4111111111111111^A/B^2712101?",
            "account number",
            "021000021",
            "20-00-00",
            "vin",
            "5YJ3E1EA0KF000316",
            "kennzeichen",
            "B-MW 1234",
            "imei",
            "352099001761481",
            "35 209900 176148 1",
            "mrn",
            "patient id",
            "A-4711",
            "policy number",
            "member id",
            "health",
            "A123456780",
            "no.",
            ": ",
            " ",
            "\u00A0",
            "\u2011",
            "は",
            "\n",
            "-",
            ".",
            "/",
            "(",
            ")",
            "+",
            "1",
            "00",
            "x12",
            "Ü");

    @Property(seed = "4")
    void whatIsFoundDependsOnNothingOutsideOfTheText(@ForAll("mixtures") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var inside = new byte[bytes.length + 40];
        java.util.Arrays.fill(inside, (byte) '7');
        System.arraycopy(bytes, 0, inside, 20, bytes.length);
        var moved = new ArrayList<Finding>();
        for (Finding finding :
                SCANNER.scan(inside, 20, 20 + bytes.length, Field.NONE).values()) {
            moved.add(new Finding(finding.type(), finding.from() - 20, finding.to() - 20, finding.confidence()));
        }

        assertEquals(SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values(), moved);
    }

    @Property(seed = "4")
    void whateverTheBytesWhatIsFoundIsInsideThem(
            @ForAll byte[] text, @ForAll("fields") String name, @ForAll @IntRange(max = 9) int place) {
        int from = Math.min(place, text.length);
        for (Finding finding :
                SCANNER.scan(text, from, text.length, SCANNER.field(name)).values()) {
            assertTrue(finding.from() >= from && finding.to() <= text.length);
        }
    }

    @Property(seed = "4")
    void aVehicleIdAloneNeedsItsCheckDigit(
            @ForAll @LongRange(max = 999_999_999L) long some, @ForAll @IntRange(min = 1, max = 10) int wrong) {
        String id = vehicleId(some);
        int check = "0123456789X".indexOf(id.charAt(8));
        String other = id.substring(0, 8) + "0123456789X".charAt((check + wrong) % 11) + id.substring(9);

        assertEquals(List.of(id), found("sold " + id + " to", PersonalType.VEHICLE_ID));
        assertEquals(List.of(), found("sold " + other + " to", PersonalType.VEHICLE_ID));
    }

    @Property(seed = "4")
    void trackDataNeedTheCheckDigitOfTheCard(
            @ForAll @LongRange(max = 99_999_999_999L) long account, @ForAll @IntRange(min = 1, max = 9) int wrong) {
        String digits = "4111%011d".formatted(account);
        int check = check(digits);
        String rest = "=27121011234567";

        assertEquals(
                List.of(";" + digits + check + rest),
                found("read ;" + digits + check + rest + " ok", PersonalType.CARD_TRACK_DATA));
        assertEquals(
                List.of(),
                found("read ;" + digits + (check + wrong) % 10 + rest + " ok", PersonalType.CARD_TRACK_DATA));
    }

    /** The time is measured in docs/redaction.md; here it is enough that each byte is come by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-1-1-",
                "+1+1+1",
                "((((1",
                "1 1 1 1 ",
                "0 30 ",
                "(212) ",
                "00 1 2",
                "0049",
                "+49 ",
                "phone ",
                "mrn: ",
                "policy number 1 ",
                "4111111111111112=",
                "B4111111111111112^",
                "vin 1HGCM8263"
            })
    void repeatedAMillionTimesItIsReadToTheEnd(String piece) {
        for (int megabytes : new int[] {1, 2, 4}) {
            byte[] text = piece.repeat(megabytes * 1_000_000 / piece.length()).getBytes(StandardCharsets.UTF_8);
            int last = 0;
            for (Finding finding :
                    SCANNER.scan(text, 0, text.length, Field.NONE).values()) {
                assertTrue(finding.confidence() < JsonScan.LEAST_CONFIDENCE, finding::toString);
                assertTrue(finding.from() >= last && finding.to() <= text.length);
                last = finding.to();
            }
        }
    }

    private static String vehicleId(long some) {
        var id = new StringBuilder("1AB");
        long rest = some;
        for (int i = 0; i < 5; i++) {
            id.append(VIN_LETTERS.charAt((int) (rest % VIN_LETTERS.length())));
            rest /= VIN_LETTERS.length();
        }
        id.append("0KA0").append("%05d".formatted(some % 100_000));
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            char c = id.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : "12345678123457923456789".charAt(VIN_LETTERS.indexOf(c)) - '0';
            sum += weights[i] * value;
        }
        id.setCharAt(8, "0123456789X".charAt(sum % 11));
        return id.toString();
    }

    private static int check(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weighted = (digits.charAt(digits.length() - 1 - i) - '0') * (2 - i % 2);
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }

    private static List<String> found(String text, PersonalType type) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                .filter(finding -> finding.type() == type && finding.confidence() >= JsonScan.LEAST_CONFIDENCE)
                .map(finding ->
                        new String(bytes, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8))
                .toList();
    }

    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.of(PIECES).list().ofMaxSize(24).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of("phone", "cvv", "account_number", "vin", "license_plate", "imei", "mrn", "kvnr", "x");
    }
}
