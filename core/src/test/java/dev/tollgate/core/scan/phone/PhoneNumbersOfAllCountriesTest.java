package dev.tollgate.core.scan.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Numbers made from the plan and written as libphonenumber writes them. */
class PhoneNumbersOfAllCountriesTest {
    private static final Scanner SCANNER = new Scanner();
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final Set<PhoneNumberType> OF_PEOPLE =
            Set.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    @Test
    void findsInternationalNumbersOfEachCallingCode() {
        var random = new Random(11);
        for (int code : new TreeSet<>(LIBRARY.getSupportedCallingCodes())) {
            for (Phonenumber.PhoneNumber number : numbers(code, 20, random)) {
                assertFound("at ", LIBRARY.format(number, PhoneNumberFormat.INTERNATIONAL), " now");
                assertFound("<", LIBRARY.format(number, PhoneNumberFormat.E164), ">");
            }
        }
    }

    @Test
    void findsNoNumberInOneRunThatThePlanDoesNotHold() {
        var random = new Random(12);
        int refused = 0;
        for (int code : new TreeSet<>(LIBRARY.getSupportedCallingCodes())) {
            for (Phonenumber.PhoneNumber number : numbers(code, 20, random)) {
                var mutated = new StringBuilder(LIBRARY.format(number, PhoneNumberFormat.E164));
                mutated.setCharAt(1 + ("" + code).length(), (char) ('0' + random.nextInt(10)));
                String text = mutated.toString();
                if (!PhonePlanTest.isInPlan(text.substring(1))) {
                    refused++;
                    assertEquals(List.of(), found("at " + text + " now"), text);
                }
            }
        }
        assertTrue(refused > 500, refused + " of them");
    }

    /**
     * Of 100 national numbers at least so many are found alone, and so many behind a label. Those that are not are shorter
     * than 7 digits (old numbers of Italy and Germany), or have groups that prices and ids have as well.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 99, 100",
        "49, 55, 90",
        "44, 99, 100",
        "33, 99, 100",
        "34, 99, 100",
        "39, 50, 65",
        "91, 95, 100",
        "55, 99, 100",
        "81, 99, 100",
        "86, 95, 100",
        "82, 85, 90",
        "31, 90, 90",
        "48, 65, 100",
        "61, 99, 100",
        "52, 30, 100",
        "41, 99, 100",
        "32, 99, 100",
        "43, 80, 85",
        "46, 90, 100",
    })
    void findsNationalNumbersInTheirUsualGroups(int code, int alone, int labelled) {
        List<Phonenumber.PhoneNumber> numbers = numbers(code, 100, new Random(13));
        int foundAlone = 0;
        int foundLabelled = 0;
        for (Phonenumber.PhoneNumber number : numbers) {
            String national = LIBRARY.format(number, PhoneNumberFormat.NATIONAL);
            foundAlone += found("at " + national + ".").equals(List.of(national)) ? 1 : 0;
            foundLabelled += found("phone: " + national + ".").equals(List.of(national)) ? 1 : 0;
        }
        assertEquals(100, numbers.size());
        assertTrue(foundAlone >= alone, foundAlone + " alone");
        assertTrue(foundLabelled >= labelled, foundLabelled + " behind a label");
    }

    /** Of a calling code, for fixed lines or mobile phones; fewer when it has few of them. */
    private static List<Phonenumber.PhoneNumber> numbers(int code, int most, Random random) {
        var numbers = new ArrayList<Phonenumber.PhoneNumber>();
        for (int tried = 0; tried < most * 20 && numbers.size() < most; tried++) {
            try {
                Phonenumber.PhoneNumber number = LIBRARY.parse("+" + PhonePlanTest.any(code, random), "ZZ");
                if (OF_PEOPLE.contains(LIBRARY.getNumberType(number))) {
                    numbers.add(number);
                }
            } catch (NumberParseException tooShort) {
                continue;
            }
        }
        return numbers;
    }

    private static void assertFound(String before, String number, String behind) {
        assertEquals(List.of(number), found(before + number + behind));
    }

    private static List<String> found(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SCANNER.scan(bytes, 0, bytes.length, Field.NONE).values().stream()
                .filter(finding -> finding.type() == PersonalType.PHONE_NUMBER && finding.confidence() >= 50)
                .map(finding -> value(bytes, finding))
                .toList();
    }

    private static String value(byte[] text, Finding finding) {
        return new String(text, finding.from(), finding.to() - finding.from(), StandardCharsets.UTF_8);
    }
}
