package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Identity numbers of South Africa: Identification Act 68 of 1997, section 7; Department of Home Affairs: date of birth,
 * four digits with the sex, one of citizenship (0, 1, or 2 for refugees), one that was of race and is 8 or 9 now, and Luhn's
 * check digit.
 */
final class SouthAfricanIds {
    private SouthAfricanIds() {}

    static List<IdForm> forms() {
        return List.of(id("9999999999999", 0, 96), id("999999 9999 999", 85, 97), id("999999 9999 99 9", 85, 97));
    }

    private static IdForm id(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.ZA_ID, shape, SouthAfricanIds::isId, alone, labelled);
    }

    static boolean isId(String digits) {
        return digits.charAt(10) <= '2'
                && CalendarDate.existsInSomeCentury(number(digits, 0, 2), number(digits, 2, 4), number(digits, 4, 6))
                && CheckDigits.luhn(digits);
    }
}
