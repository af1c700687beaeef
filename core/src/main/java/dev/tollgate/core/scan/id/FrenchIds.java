package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.ArrayList;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.number;

/**
 * Numéro d'inscription au répertoire (numéro de sécurité sociale): Code de la sécurité sociale, article R115-1, and INSEE,
 * "Numéro de sécurité sociale": sex, year and month of birth, department, commune, a counter, and the key 97 - n mod 97,
 * for which 2A and 2B of Corsica count as 19 and 18.
 */
final class FrenchIds {
    private static final int LENGTH_WITHOUT_KEY = 13;
    private static final List<String> GROUPED =
            List.of("9 99 99 9* 999 999 99", "9-99-99-9*-999-999-99", "9.99.99.9*.999.999.99", "9 99 99 9* 999 999/99");

    private FrenchIds() {}

    static List<IdForm> forms() {
        var forms = new ArrayList<IdForm>();
        GROUPED.forEach(shape -> forms.add(nir(shape, FrenchIds::isNir, 95, 98)));
        for (String bare : List.of("999999*99999999", "999999*999999 99")) {
            forms.add(nir(bare, FrenchIds::isUsualNir, 85, 97));
            forms.add(nir(bare, FrenchIds::isNir, 0, 97));
        }
        forms.add(nir("999999*999999", FrenchIds::isWithoutKey, 0, 85));
        forms.add(nir("9 99 99 9* 999 999", FrenchIds::isWithoutKey, 0, 92));
        return List.copyOf(forms);
    }

    private static IdForm nir(String shape, IdForm.Check check, int alone, int labelled) {
        return new IdForm(PersonalType.FR_NIR, shape, check, alone, labelled);
    }

    static boolean isNir(String number) {
        return isWithoutKey(number) && key(number) == number(number, 13, 15);
    }

    /** Of those born in a known month whose registration is complete; other numbers of 15 digits look like the rest. */
    private static boolean isUsualNir(String number) {
        return number.charAt(0) <= '2' && number(number, 3, 5) <= 12 && isNir(number);
    }

    private static boolean isWithoutKey(String number) {
        char sex = number.charAt(0);
        int month = number(number, 3, 5);
        boolean isMonth = month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50;
        return (sex >= '1' && sex <= '4' || sex == '7' || sex == '8')
                && isMonth
                && isDepartment(number)
                && number(number, 7, 10) != 0
                && number(number, 10, 13) != 0;
    }

    private static boolean isDepartment(String number) {
        char second = number.charAt(6);
        if (second > '9') {
            return number.charAt(5) == '2' && (second == 'A' || second == 'B');
        }
        return number(number, 5, 7) != 0;
    }

    private static int key(String number) {
        String digits =
                number.substring(0, LENGTH_WITHOUT_KEY).replace("2A", "19").replace("2B", "18");
        return (int) (97 - Long.parseLong(digits) % 97);
    }
}
