package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.weighted;

/**
 * Numbers in the health care of the United States.
 *
 * <ul>
 *   <li>National provider identifiers: 45 CFR 162.406; ten digits, 1 or 2 first, Luhn with 80840 in front (Centers for
 *       Medicare and Medicaid Services, "NPI Check Digit Calculation").
 *   <li>Registrations with the Drug Enforcement Administration: the letter of a kind of registrant, another letter or 9, six
 *       digits and a check digit (DEA Diversion Control Division, "DEA Registration Number").
 *   <li>Medicare beneficiary identifiers: Centers for Medicare and Medicaid Services, "Understanding the MBI Format"; which
 *       of 11 places have digits and which letters, without S, L, O, I, B and Z. No check digit.
 * </ul>
 */
final class UnitedStatesHealthIds {
    private static final String REGISTRANTS = "ABCDEFGHJKLMPRSTUX";
    private static final String NOT_IN_MBI = "SLOIBZ";

    private UnitedStatesHealthIds() {}

    static List<IdForm> forms() {
        return List.of(
                new IdForm(PersonalType.US_NPI, "9999999999", UnitedStatesHealthIds::isNpi, 0, 92),
                new IdForm(PersonalType.US_DEA, "AA9999999", UnitedStatesHealthIds::isDea, 0, 95),
                new IdForm(PersonalType.US_DEA, "A99999999", UnitedStatesHealthIds::isDea, 0, 92),
                new IdForm(PersonalType.US_MBI, "9A*9-A*9-AA99", UnitedStatesHealthIds::isMbi, 85, 97),
                new IdForm(PersonalType.US_MBI, "9A*9 A*9 AA99", UnitedStatesHealthIds::isMbi, 75, 96),
                new IdForm(PersonalType.US_MBI, "9A*9A*9AA99", UnitedStatesHealthIds::isMbi, 60, 96));
    }

    static boolean isNpi(String digits) {
        return (digits.charAt(0) == '1' || digits.charAt(0) == '2') && CheckDigits.luhn("80840" + digits);
    }

    static boolean isDea(String number) {
        String digits = number.substring(2);
        boolean isOfRegistrant =
                REGISTRANTS.indexOf(number.charAt(0)) >= 0 && (number.charAt(1) == '9' || number.charAt(1) >= 'A');
        return isOfRegistrant && weighted(digits, 1, 2, 1, 2, 1, 2) % 10 == digits.charAt(6) - '0';
    }

    static boolean isMbi(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (NOT_IN_MBI.indexOf(number.charAt(i)) >= 0) {
                return false;
            }
        }
        return number.charAt(0) != '0';
    }
}
