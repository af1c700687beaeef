package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Social insurance numbers of Austria: Allgemeines Sozialversicherungsgesetz, section 31; Dachverband der
 * Sozialversicherungsträger: a counter from 100 on, a check digit modulo 11, and the date of birth, with months above 12
 * where a day has no numbers left.
 */
final class AustrianIds {
    private AustrianIds() {}

    static List<IdForm> forms() {
        return List.of(svnr("9999 999999", 45, 96), svnr("9999-999999", 45, 96), svnr("9999999999", 0, 93));
    }

    private static IdForm svnr(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.AT_SVNR, shape, AustrianIds::isSvnr, alone, labelled);
    }

    static boolean isSvnr(String digits) {
        int month = number(digits, 6, 8);
        boolean isDate = month >= 1
                && month <= 15
                && CalendarDate.existsInSomeCentury(number(digits, 8, 10), Math.min(month, 12), number(digits, 4, 6));
        int sum = CheckDigits.weighted(digits, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6);
        return digits.charAt(0) != '0' && isDate && sum % 11 == CheckDigits.digit(digits, 3);
    }
}
