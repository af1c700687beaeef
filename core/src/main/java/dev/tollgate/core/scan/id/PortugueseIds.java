package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Número de identificação fiscal of Portugal: Decreto-Lei 14/2013: eight digits and a check digit modulo 11; those of
 * persons begin with 1, 2, 3 or 45.
 */
final class PortugueseIds {
    private PortugueseIds() {}

    static List<IdForm> forms() {
        return List.of(nif("999999999", 93), nif("999 999 999", 95));
    }

    private static IdForm nif(String shape, int labelled) {
        return new IdForm(PersonalType.PT_NIF, shape, PortugueseIds::isNif, 0, labelled);
    }

    static boolean isNif(String digits) {
        boolean isOfPerson = digits.charAt(0) >= '1' && digits.charAt(0) <= '3' || digits.startsWith("45");
        int rest = CheckDigits.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return isOfPerson && CheckDigits.digit(digits, 8) == (rest < 2 ? 0 : 11 - rest);
    }
}
