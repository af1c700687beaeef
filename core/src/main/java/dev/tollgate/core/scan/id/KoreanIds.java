package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Resident registration numbers of Korea: Resident Registration Act, article 7-2, and its Enforcement Rules, article 2:
 * date of birth, a digit for century, sex and citizenship, and a check digit modulo 11; since October 2020 the last six
 * digits of new numbers mean nothing, and check nothing.
 */
final class KoreanIds {
    private static final int NOT_YET_BORN = 2050;

    private KoreanIds() {}

    static List<IdForm> forms() {
        return List.of(rrn("999999-9999999", 90, 97), rrn("999999 9999999", 0, 95), rrn("9999999999999", 0, 94));
    }

    private static IdForm rrn(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.KR_RRN, shape, KoreanIds::isRrn, alone, labelled);
    }

    static boolean isRrn(String digits) {
        int kind = CheckDigits.digit(digits, 6);
        int year = century(kind) + number(digits, 0, 2);
        return year < NOT_YET_BORN
                && CalendarDate.exists(year, number(digits, 2, 4), number(digits, 4, 6))
                && (isChecked(digits, kind) || isSinceTheChange(year, digits));
    }

    private static int century(int kind) {
        return switch (kind) {
            case 0, 9 -> 1800;
            case 3, 4, 7, 8 -> 2000;
            default -> 1900;
        };
    }

    private static boolean isChecked(String digits, int kind) {
        int sum = CheckDigits.weighted(digits, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
        boolean isForeigner = kind >= 5 && kind <= 8;
        return ((isForeigner ? 13 : 11) - sum % 11) % 10 == CheckDigits.digit(digits, 12);
    }

    private static boolean isSinceTheChange(int year, String digits) {
        return year > 2020 || year == 2020 && number(digits, 2, 4) >= 10;
    }
}
