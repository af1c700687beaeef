package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.weighted;

/**
 * Numbers of persons in Australia.
 *
 * <ul>
 *   <li>Tax file numbers: Taxation Administration Act 1953; nine digits, weighted sum modulo 11 (Australian Taxation Office,
 *       electronic reporting specifications).
 *   <li>Australian business numbers, which sole traders have too: Australian Business Register, "Format of the ABN": eleven
 *       digits, modulus 89 after 1 is taken from the first;
 *       the first two are 11 to 99.
 *   <li>Medicare card numbers: Services Australia, METeOR 270101: eight digits of which the first is 2 to 6, a check digit,
 *       the number of the issue, and perhaps the person's number on the card.
 * </ul>
 */
final class AustralianIds {
    private AustralianIds() {}

    static List<IdForm> forms() {
        return List.of(
                form(PersonalType.AU_TFN, "999999999", AustralianIds::isTfn, 0, 93),
                form(PersonalType.AU_TFN, "999 999 999", AustralianIds::isTfn, 0, 95),
                form(PersonalType.AU_TFN, "999-999-999", AustralianIds::isTfn, 0, 95),
                form(PersonalType.AU_ABN, "99 999 999 999", AustralianIds::isAbn, 75, 97),
                form(PersonalType.AU_ABN, "99-999-999-999", AustralianIds::isAbn, 75, 97),
                form(PersonalType.AU_ABN, "99999999999", AustralianIds::isAbn, 0, 95),
                form(PersonalType.AU_MEDICARE, "9999 99999 9", AustralianIds::isMedicare, 45, 97),
                form(PersonalType.AU_MEDICARE, "9999-99999-9", AustralianIds::isMedicare, 45, 97),
                form(PersonalType.AU_MEDICARE, "9999999999", AustralianIds::isMedicare, 0, 93),
                form(PersonalType.AU_MEDICARE, "9999 99999 9 9", AustralianIds::isMedicare, 45, 97),
                form(PersonalType.AU_MEDICARE, "9999 99999 9-9", AustralianIds::isMedicare, 70, 97),
                form(PersonalType.AU_MEDICARE, "9999 99999 9/9", AustralianIds::isMedicare, 70, 97),
                form(PersonalType.AU_MEDICARE, "99999999999", AustralianIds::isMedicare, 0, 93));
    }

    private static IdForm form(PersonalType type, String shape, IdForm.Check check, int alone, int labelled) {
        return new IdForm(type, shape, check, alone, labelled);
    }

    static boolean isTfn(String digits) {
        return !CheckDigits.isAllTheSame(digits) && weighted(digits, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
    }

    static boolean isAbn(String digits) {
        return CheckDigits.number(digits, 0, 2) > 10
                && (weighted(digits, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0;
    }

    static boolean isMedicare(String digits) {
        return digits.charAt(0) >= '2'
                && digits.charAt(0) <= '6'
                && digits.charAt(9) != '0'
                && weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digits.charAt(8) - '0';
    }
}
