package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * AHV numbers of Switzerland: Verordnung über die Alters- und Hinterlassenenversicherung, article 133; Bundesamt für
 * Sozialversicherungen: 756, nine digits, and the check digit of EAN-13.
 */
final class SwissIds {
    private SwissIds() {}

    static List<IdForm> forms() {
        return List.of(ahv("999.9999.9999.99", 95, 98), ahv("999 9999 9999 99", 85, 97), ahv("9999999999999", 65, 97));
    }

    private static IdForm ahv(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.CH_AHV, shape, SwissIds::isAhv, alone, labelled);
    }

    static boolean isAhv(String digits) {
        return digits.startsWith("756")
                && CheckDigits.weighted(digits, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
    }
}
