package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Social insurance numbers of Canada: Employment Insurance Act, section 138; Employment and Social Development Canada, "The
 * SIN Code of Practice": nine digits with Luhn's check digit; 8 first is that of a business.
 */
final class CanadianIds {
    private CanadianIds() {}

    static List<IdForm> forms() {
        return List.of(sin("999 999 999", 45, 96), sin("999-999-999", 45, 96), sin("999999999", 0, 92));
    }

    private static IdForm sin(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.CA_SIN, shape, CanadianIds::isSin, alone, labelled);
    }

    static boolean isSin(String digits) {
        return digits.charAt(0) != '8' && !CheckDigits.isAllTheSame(digits) && CheckDigits.luhn(digits);
    }
}
