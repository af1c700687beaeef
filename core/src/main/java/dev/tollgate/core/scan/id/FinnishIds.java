package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Henkilötunnus: Valtioneuvoston asetus väestötietojärjestelmästä 128/2010, section 2, as changed by 690/2022 with more
 * signs of the century from 2023: {@code +} for 18xx, {@code -} and U to Y for 19xx, A to F for 20xx; a number from 002 to
 * 899 (from 900 on temporary ones); the check character of the number modulo 31.
 */
final class FinnishIds {
    private static final String CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final String LATER_CENTURY = "ABCDEF";
    private static final String LAST_CENTURY = "UVWXY";

    private static final int NOT_YET_BORN = 2050;

    private FinnishIds() {}

    static List<IdForm> forms() {
        return List.of(
                hetu("999999-999A", 92, 98),
                hetu("999999-9999", 75, 97),
                hetu("999999+999*", 85, 97),
                hetu("999999A999A", 90, 98),
                hetu("999999A9999", 80, 97));
    }

    private static IdForm hetu(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.FI_HETU, shape, FinnishIds::isHetu, alone, labelled);
    }

    /** @param number without {@code +} and {@code -} */
    static boolean isHetu(String number) {
        boolean hasSign = number.length() == 11;
        char sign = hasSign ? number.charAt(6) : '-';
        int individual = number(number, number.length() - 4, number.length() - 1);
        int remainder = (number(number, 0, 6) * 1000 + individual) % 31;
        return (!hasSign || LATER_CENTURY.indexOf(sign) >= 0 || LAST_CENTURY.indexOf(sign) >= 0)
                && individual >= 2
                && year(number, sign) < NOT_YET_BORN
                && CalendarDate.exists(year(number, sign), number(number, 2, 4), number(number, 0, 2))
                && number.charAt(number.length() - 1) == CHECKS.charAt(remainder);
    }

    private static int year(String number, char sign) {
        return (LATER_CENTURY.indexOf(sign) >= 0 ? 2000 : 1900) + number(number, 4, 6);
    }
}
