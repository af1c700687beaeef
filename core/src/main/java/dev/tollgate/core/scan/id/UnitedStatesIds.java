package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Numbers of persons in the United States without check digits.
 *
 * <ul>
 *   <li>Social security numbers: Social Security Administration, "Social Security Number Randomization", 2011: no area 000,
 *       666 or 900 to 999, no group 00, no serial 0000.
 *   <li>Individual taxpayer identification numbers: Internal Revenue Service, IRM 3.21.263: 9xx, and 50 to 65, 70 to 88, 90
 *       to 92 or 94 to 99 in the middle.
 *   <li>Passports: nine digits, or since 2021 a letter and eight digits (Department of State, "Next Generation Passport").
 * </ul>
 */
final class UnitedStatesIds {
    private UnitedStatesIds() {}

    static List<IdForm> forms() {
        return List.of(
                ssn("999-99-9999", 85, 96),
                ssn("999 99 9999", 0, 93),
                ssn("999.99.9999", 0, 90),
                ssn("999999999", 0, 88),
                itin("999-99-9999", 80, 96),
                itin("999 99 9999", 0, 93),
                itin("999999999", 0, 88),
                new IdForm(PersonalType.US_PASSPORT, "999999999", number -> true, 0, 82),
                new IdForm(PersonalType.US_PASSPORT, "A99999999", number -> true, 0, 86));
    }

    private static IdForm ssn(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.US_SSN, shape, UnitedStatesIds::isSsn, alone, labelled);
    }

    private static IdForm itin(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.US_ITIN, shape, UnitedStatesIds::isItin, alone, labelled);
    }

    static boolean isSsn(String digits) {
        int area = number(digits, 0, 3);
        return area != 0 && area != 666 && area < 900 && number(digits, 3, 5) != 0 && number(digits, 5, 9) != 0;
    }

    static boolean isItin(String digits) {
        int group = number(digits, 3, 5);
        return digits.charAt(0) == '9'
                && (group >= 50 && group <= 65
                        || group >= 70 && group <= 88
                        || group >= 90 && group <= 92
                        || group >= 94 && group <= 99);
    }
}
