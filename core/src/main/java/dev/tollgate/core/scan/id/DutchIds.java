package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Burgerservicenummer: Wet algemene bepalingen burgerservicenummer; Logisch Ontwerp BSN, the "elfproef": nine digits (or
 * eight, with a 0 in front), whose sum with the weights 9 to 2 and -1 is a multiple of 11.
 */
final class DutchIds {
    private DutchIds() {}

    static List<IdForm> forms() {
        return List.of(
                bsn("999999999", 0, 93),
                bsn("9999.99.999", 45, 96),
                bsn("9999 99 999", 0, 94),
                bsn("999 999 999", 0, 92),
                bsn("99999999", 0, 85));
    }

    private static IdForm bsn(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.NL_BSN, shape, DutchIds::isBsn, alone, labelled);
    }

    static boolean isBsn(String digits) {
        String nine = digits.length() == 8 ? "0" + digits : digits;
        return !CheckDigits.isAllTheSame(digits) && CheckDigits.weighted(nine, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }
}
