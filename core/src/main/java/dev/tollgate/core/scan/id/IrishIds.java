package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Personal public service numbers of Ireland: Social Welfare Consolidation Act 2005, section 262; Department of Social
 * Protection and Revenue, "PPSN format": seven digits, a check letter modulo 23, and perhaps a second letter, of which A and
 * H count (since 2013).
 */
final class IrishIds {
    private static final String CHECKS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final String COUNTED = "AH";
    private static final String NOT_COUNTED = "WTX";

    private IrishIds() {}

    static List<IdForm> forms() {
        return List.of(pps("9999999A", 0, 94), pps("9999999AA", 65, 96));
    }

    private static IdForm pps(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.IE_PPS, shape, IrishIds::isPps, alone, labelled);
    }

    static boolean isPps(String number) {
        int sum = CheckDigits.weighted(number, 8, 7, 6, 5, 4, 3, 2);
        if (number.length() == 9) {
            char second = number.charAt(8);
            if (COUNTED.indexOf(second) >= 0) {
                sum += 9 * (second - 'A' + 1);
            } else if (NOT_COUNTED.indexOf(second) < 0) {
                return false;
            }
        }
        return number.charAt(7) == CHECKS.charAt(sum % 23);
    }
}
