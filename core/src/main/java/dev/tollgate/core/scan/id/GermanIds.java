package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Numbers of persons in Germany.
 *
 * <ul>
 *   <li>Steuerliche Identifikationsnummer: Abgabenordnung, section 139b; Steueridentifikationsnummerverordnung, section 1;
 *       Bundeszentralamt für Steuern, "Aufbau der Identifikationsnummer": of the first ten digits just one stands there
 *       twice or three times, but not three times in a row; ISO 7064 MOD 11,10.
 *   <li>Serial numbers of identity cards and passports: BSI TR-03127 and the Passverordnung: a letter of the authority or
 *       kind, eight of the digits and the letters that are no vowels and look like no digits; the check digit of ICAO Doc
 *       9303-3, section 4.9, which stands on the back.
 * </ul>
 */
final class GermanIds {
    private static final String FIRST_OF_SERIAL = "CFGHJKLMNPRTVWXYZ";
    private static final String IN_SERIAL = "0123456789CFGHJKLMNPRTVWXYZ";
    private static final int[] WEIGHTS = {7, 3, 1};
    private static final int LENGTH_OF_SERIAL = 9;

    private GermanIds() {}

    static List<IdForm> forms() {
        return List.of(
                taxId("99 999 999 999", 85, 97),
                taxId("99999999999", 0, 96),
                taxId("99/999/999/999", 0, 94),
                serial("A*********", GermanIds::isCheckedSerial, 95),
                serial("A********", GermanIds::isSerial, 85),
                serial("A******** 9", GermanIds::isCheckedSerial, 95));
    }

    private static IdForm taxId(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.DE_TAX_ID, shape, GermanIds::isTaxId, alone, labelled);
    }

    private static IdForm serial(String shape, IdForm.Check check, int labelled) {
        return new IdForm(PersonalType.DE_ID_CARD, shape, check, 0, labelled);
    }

    static boolean isTaxId(String digits) {
        return digits.charAt(0) != '0' && isOneRepeated(digits.substring(0, 10)) && CheckDigits.mod11And10(digits);
    }

    private static boolean isOneRepeated(String ten) {
        var counts = new int[10];
        for (int i = 0; i < ten.length(); i++) {
            counts[ten.charAt(i) - '0']++;
            if (i >= 2 && ten.charAt(i) == ten.charAt(i - 1) && ten.charAt(i) == ten.charAt(i - 2)) {
                return false;
            }
        }
        int repeated = 0;
        for (int count : counts) {
            if (count > 3) {
                return false;
            }
            repeated += count > 1 ? 1 : 0;
        }
        return repeated == 1;
    }

    static boolean isCheckedSerial(String number) {
        if (!isSerial(number)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < LENGTH_OF_SERIAL; i++) {
            sum += WEIGHTS[i % 3] * Character.getNumericValue(number.charAt(i));
        }
        return sum % 10 == number.charAt(LENGTH_OF_SERIAL) - '0';
    }

    private static boolean isSerial(String number) {
        int digits = 0;
        for (int i = 1; i < LENGTH_OF_SERIAL; i++) {
            if (IN_SERIAL.indexOf(number.charAt(i)) < 0) {
                return false;
            }
            digits += number.charAt(i) <= '9' ? 1 : 0;
        }
        return digits > 0 && FIRST_OF_SERIAL.indexOf(number.charAt(0)) >= 0;
    }
}
