package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Individual numbers of Japan (My Number): Act on the Use of Numbers to Identify a Specific Individual (2013, No. 27);
 * Ordinance of the Ministry of Internal Affairs No. 85 of 2014, article 5: eleven digits and a check digit modulo 11.
 */
final class JapaneseIds {
    private JapaneseIds() {}

    static List<IdForm> forms() {
        return List.of(myNumber("999999999999", 93), myNumber("9999 9999 9999", 96), myNumber("9999-9999-9999", 96));
    }

    private static IdForm myNumber(String shape, int labelled) {
        return new IdForm(PersonalType.JP_MY_NUMBER, shape, JapaneseIds::isMyNumber, 0, labelled);
    }

    static boolean isMyNumber(String digits) {
        int rest = CheckDigits.weighted(digits, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return !CheckDigits.isAllTheSame(digits) && CheckDigits.digit(digits, 11) == (rest <= 1 ? 0 : 11 - rest);
    }
}
