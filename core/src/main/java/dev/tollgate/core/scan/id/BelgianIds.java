package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * National register numbers of Belgium: Arrêté royal of 3 April 1984: date of birth, a counter that is odd for men, and 97
 * less the rest modulo 97 (with a 2 in front for those born from 2000 on). Numbers "bis" (Arrêté royal of 8 February 1991)
 * have 20 or 40 more in the month.
 */
final class BelgianIds {
    private static final int NOT_YET_BORN = 50;

    private BelgianIds() {}

    static List<IdForm> forms() {
        return List.of(
                form("99.99.99-999.99", 95, 98),
                form("99.99.99-999-99", 92, 98),
                form("999999-999-99", 88, 97),
                form("999999 999 99", 0, 96),
                form("99999999999", 0, 96));
    }

    private static IdForm form(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.BE_NATIONAL_NUMBER, shape, BelgianIds::isNationalNumber, alone, labelled);
    }

    static boolean isNationalNumber(String digits) {
        int month = number(digits, 2, 4);
        int day = number(digits, 4, 6);
        boolean isDate = month <= 52 && CalendarDate.existsInSomeCentury(number(digits, 0, 2), month % 20, day);
        int counted = number(digits, 0, 9);
        int check = number(digits, 9, 11);
        boolean isBefore2000 = 97 - counted % 97 == check;
        boolean isSince2000 = number(digits, 0, 2) < NOT_YET_BORN && 97 - (2_000_000_000L + counted) % 97 == check;
        return isDate && number(digits, 6, 9) != 0 && (isBefore2000 || isSince2000);
    }
}
