package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Personnummer: Folkbokföringslag (1991:481), section 18, and Skatteverket, SKV 704: date of birth, a number, and the check
 * digit of Luhn over the last ten digits; {@code +} instead of {@code -} for those over 100. Samordningsnummer (SKV 707)
 * have 60 more in the day.
 */
final class SwedishIds {
    private static final int LENGTH_WITHOUT_CENTURY = 10;
    private static final int FIRST_YEAR_OF_STAMPS = 2010;

    private SwedishIds() {}

    static List<IdForm> forms() {
        return List.of(
                form("999999-9999", SwedishIds::isNoStamp, 80),
                form("999999+9999", SwedishIds::isPersonnummer, 85),
                form("99999999-9999", SwedishIds::isNoStamp, 88),
                form("99999999+9999", SwedishIds::isPersonnummer, 88),
                labelled("999999-9999", 96),
                labelled("99999999-9999", 97),
                labelled("9999999999", 93),
                labelled("999999999999", 95),
                labelled("999999 9999", 94),
                labelled("99999999 9999", 95));
    }

    private static IdForm form(String shape, IdForm.Check check, int alone) {
        return new IdForm(PersonalType.SE_PERSONNUMMER, shape, check, alone, 97);
    }

    private static IdForm labelled(String shape, int labelled) {
        return new IdForm(PersonalType.SE_PERSONNUMMER, shape, SwedishIds::isPersonnummer, 0, labelled);
    }

    static boolean isPersonnummer(String digits) {
        String ten = digits.substring(digits.length() - LENGTH_WITHOUT_CENTURY);
        int day = number(ten, 4, 6);
        int dayOfMonth = day > 60 ? day - 60 : day;
        return isCentury(digits)
                && CalendarDate.exists(year(digits), number(ten, 2, 4), dayOfMonth)
                && CheckDigits.luhn(ten);
    }

    private static boolean isCentury(String digits) {
        if (digits.length() == LENGTH_WITHOUT_CENTURY) {
            return true;
        }
        int century = number(digits, 0, 2);
        return century >= 18 && century <= 20;
    }

    /** Without a century any will do, since 29 February is all that is asked. */
    private static int year(String digits) {
        int withoutCentury = digits.length() - LENGTH_WITHOUT_CENTURY;
        return withoutCentury == 0 ? 2000 + number(digits, 0, 2) : number(digits, 0, 4);
    }

    /** {@code 20241124-1030} is a time: the last four digits as an hour and a minute, the others of the last years. */
    private static boolean isNoStamp(String digits) {
        int at = digits.length() - 4;
        boolean isTime = number(digits, at, at + 2) < 24 && number(digits, at + 2, at + 4) < 60;
        boolean isRecent = year(digits) >= FIRST_YEAR_OF_STAMPS && year(digits) < FIRST_YEAR_OF_STAMPS + 30;
        return !(isTime && isRecent) && isPersonnummer(digits);
    }
}
