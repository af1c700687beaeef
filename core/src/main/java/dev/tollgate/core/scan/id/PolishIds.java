package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * PESEL: Ustawa o ewidencji ludności of 24 September 2010, article 15: date of birth with the century in the month (80 more
 * for 18xx, 20 more for 20xx and so on), a counter, and a check digit.
 */
final class PolishIds {
    private PolishIds() {}

    static List<IdForm> forms() {
        return List.of(new IdForm(PersonalType.PL_PESEL, "99999999999", PolishIds::isPesel, 0, 95));
    }

    static boolean isPesel(String digits) {
        int month = number(digits, 2, 4);
        int year = 1900 + (month / 20 * 100 + 100) % 500 - 100 + number(digits, 0, 2);
        return CalendarDate.exists(year, month % 20, number(digits, 4, 6))
                && CheckDigits.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }
}
