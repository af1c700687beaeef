package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;
import java.util.Set;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Clave Única de Registro de Población of Mexico: Instructivo normativo para la asignación de la CURP, Diario Oficial de la
 * Federación, 18 October 2021: letters of the names, date of birth, sex, state, letters again, a digit for those born
 * before 2000 or a letter for the others, and a check digit.
 */
final class MexicanIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ";
    private static final String SEXES = "HMX";
    private static final Set<String> STATES = Set.of(
            "AS", "BC", "BS", "CC", "CL", "CM", "CS", "CH", "DF", "DG", "GT", "GR", "HG", "JC", "MC", "MN", "MS", "NT",
            "NL", "OC", "PL", "QT", "QR", "SP", "SL", "SR", "TC", "TS", "TL", "VZ", "YN", "ZS", "NE");

    private MexicanIds() {}

    static List<IdForm> forms() {
        return List.of(new IdForm(PersonalType.MX_CURP, "AAAA999999AAAAAA*9", MexicanIds::isCurp, 95, 98));
    }

    static boolean isCurp(String number) {
        int century = number.charAt(16) <= '9' ? 1900 : 2000;
        return SEXES.indexOf(number.charAt(10)) >= 0
                && CalendarDate.exists(century + number(number, 4, 6), number(number, 6, 8), number(number, 8, 10))
                && STATES.contains(number.substring(11, 13))
                && isChecked(number);
    }

    private static boolean isChecked(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (18 - i) * ALPHABET.indexOf(number.charAt(i));
        }
        return (10 - sum % 10) % 10 == number.charAt(17) - '0';
    }
}
