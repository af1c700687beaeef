package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * T.C. Kimlik numbers of Turkey: Nüfus Hizmetleri Kanunu 5490, article 47; Nüfus ve Vatandaşlık İşleri Genel Müdürlüğü: nine
 * digits, none of 0 first, and two check digits.
 */
final class TurkishIds {
    private TurkishIds() {}

    static List<IdForm> forms() {
        return List.of(
                new IdForm(PersonalType.TR_KIMLIK, "99999999999", TurkishIds::isKimlik, 0, 96),
                new IdForm(PersonalType.TR_KIMLIK, "999 999 999 99", TurkishIds::isKimlik, 0, 95));
    }

    static boolean isKimlik(String digits) {
        int odd = CheckDigits.weighted(digits, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = CheckDigits.weighted(digits, 0, 1, 0, 1, 0, 1, 0, 1);
        int first = Math.floorMod(odd * 7 - even, 10);
        return digits.charAt(0) != '0'
                && CheckDigits.digit(digits, 9) == first
                && CheckDigits.digit(digits, 10) == (odd + even + first) % 10;
    }
}
