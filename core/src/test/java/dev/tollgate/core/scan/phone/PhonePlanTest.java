package dev.tollgate.core.scan.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PhonePlanTest {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final PhonePlan PLAN = PhonePlan.ofResource();
    private static final int NUMBERS_A_CODE = 200;

    /** {@code make phone-plan} writes it. */
    @Test
    void theResourceIsWhatTheMetadataSay() throws IOException {
        String made = new PlanText().made();
        String place = System.getProperty("tollgate.phone-plan", "");
        if (!place.isEmpty()) {
            Files.writeString(Path.of(place), made);
            return;
        }
        try (InputStream resource = PhonePlan.class.getResourceAsStream("plan.txt")) {
            assertEquals(made, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Numbers that the plan holds, and such with one digit changed, of each calling code. Differences are numbers for
     * examples, which the library refuses, and a few of regions that share a calling code: the library asks only the
     * region that the leading digits name.
     */
    @Test
    void agreesWithTheLibraryOnNearlyAllNumbers() {
        var random = new Random(9);
        int valid = 0;
        int refusedByLibrary = 0;
        int invalid = 0;
        int acceptedByLibrary = 0;
        for (int code : new TreeSet<>(LIBRARY.getSupportedCallingCodes())) {
            for (int i = 0; i < NUMBERS_A_CODE; i++) {
                String number = any(code, random);
                for (String tried : List.of(number, changed(number, ("" + code).length(), random))) {
                    boolean ofLibrary = isValid(tried, code);
                    if (isInPlan(tried)) {
                        valid++;
                        refusedByLibrary += ofLibrary ? 0 : 1;
                    } else {
                        invalid++;
                        acceptedByLibrary += ofLibrary ? 1 : 0;
                    }
                }
            }
        }
        assertTrue(valid > 50_000 && refusedByLibrary * 100 <= valid, refusedByLibrary + " of " + valid);
        assertTrue(invalid > 5_000 && acceptedByLibrary * 100 <= invalid, acceptedByLibrary + " of " + invalid);
    }

    @Test
    void numbersForFilmsAreNumbers() {
        for (String number : List.of("447700900123", "441632960123", "33199001234", "61491570156", "15551234567")) {
            assertTrue(isInPlan(number), number);
        }
    }

    /** A number of the plan, each of its digits chosen among those that lead on. */
    static String any(int code, Random random) {
        var number = new StringBuilder("" + code);
        int place = place("" + code);
        while (true) {
            var digits = new ArrayList<Integer>();
            for (int digit = 0; digit < 10; digit++) {
                if (PLAN.next(place, digit) != PhonePlan.NOWHERE) {
                    digits.add(digit);
                }
            }
            if (digits.isEmpty() || PLAN.isEnd(place) && random.nextInt(3) == 0) {
                return number.toString();
            }
            int digit = digits.get(random.nextInt(digits.size()));
            number.append(digit);
            place = PLAN.next(place, digit);
        }
    }

    private static String changed(String number, int code, Random random) {
        var changed = new StringBuilder(number);
        changed.setCharAt(code + random.nextInt(number.length() - code), (char) ('0' + random.nextInt(10)));
        return changed.toString();
    }

    static boolean isInPlan(String number) {
        return PLAN.isEnd(place(number));
    }

    private static int place(String digits) {
        int place = PLAN.start();
        for (int i = 0; i < digits.length(); i++) {
            place = PLAN.next(place, digits.charAt(i) - '0');
        }
        return place;
    }

    /** As its digits are: the library's parser would take away what looks like a trunk prefix. */
    private static boolean isValid(String number, int code) {
        String national = number.substring(("" + code).length());
        int zeros = 0;
        while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
            zeros++;
        }
        var parsed = new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(national));
        if (zeros > 0) {
            parsed.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
        }
        return LIBRARY.isValidNumber(parsed);
    }
}
