package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Codice fiscale: Decreto ministeriale of 23 December 1976: three letters each of surname and name, year, month and day of
 * birth (of women 40 more), the code of a municipality or country, and a check letter. Digits give way to letters where two
 * persons would have the same code (omocodia, article 6).
 */
final class ItalianIds {
    private static final int[] PLACES_OF_DIGITS = {6, 7, 9, 10, 12, 13, 14};
    private static final String FOR_DIGITS = "LMNPQRSTUV";
    private static final String MONTHS = "ABCDEHLMPRST";

    /** What 0 to 9 and A to Z count at the first, third, fifth place and so on. */
    private static final int[] ODD = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private static final int[] ODD_LETTERS = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private ItalianIds() {}

    static List<IdForm> forms() {
        return List.of(
                new IdForm(PersonalType.IT_FISCAL_CODE, "AAAAAA**A**A***A", ItalianIds::isFiscalCode, 95, 98),
                new IdForm(PersonalType.IT_FISCAL_CODE, "AAA AAA **A** A***A", ItalianIds::isFiscalCode, 95, 98),
                new IdForm(PersonalType.IT_FISCAL_CODE, "AAA-AAA-**A**-A***A", ItalianIds::isFiscalCode, 95, 98));
    }

    static boolean isFiscalCode(String code) {
        String digits = digits(code);
        if (digits.length() != PLACES_OF_DIGITS.length) {
            return false;
        }
        int month = MONTHS.indexOf(code.charAt(8)) + 1;
        int day = CheckDigits.number(digits, 2, 4) % 40;
        int year = CheckDigits.number(digits, 0, 2);
        return CheckDigits.number(digits, 2, 4) <= 71
                && CalendarDate.existsInSomeCentury(year, month, day)
                && code.charAt(15) == checkLetter(code);
    }

    /** The digits at the places of digits; fewer when something else is there. */
    private static String digits(String code) {
        var digits = new StringBuilder(PLACES_OF_DIGITS.length);
        for (int place : PLACES_OF_DIGITS) {
            char c = code.charAt(place);
            int digit = c <= '9' ? c - '0' : FOR_DIGITS.indexOf(c);
            if (digit >= 0) {
                digits.append(digit);
            }
        }
        return digits.toString();
    }

    private static char checkLetter(String code) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = code.charAt(i);
            boolean isDigit = c <= '9';
            int value = isDigit ? c - '0' : c - 'A';
            sum += i % 2 == 1 ? value : isDigit ? ODD[value] : ODD_LETTERS[value];
        }
        return (char) ('A' + sum % 26);
    }
}
