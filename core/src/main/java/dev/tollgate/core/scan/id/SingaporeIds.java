package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * NRIC and FIN numbers of Singapore: National Registration Act 1965; Immigration and Checkpoints Authority: S and T of
 * citizens, F and G of foreigners, M of foreigners from 2022 on; seven digits and a letter by their weighted sum. The
 * authority does not publish the letters; they are those that its numbers have.
 */
final class SingaporeIds {
    private static final String OF_CITIZENS = "JZIHGFEDCBA";
    private static final String OF_FOREIGNERS = "XWUTRQPNMLK";
    private static final String OF_FOREIGNERS_SINCE_2022 = "XWUTRQPNJLK";

    private SingaporeIds() {}

    static List<IdForm> forms() {
        return List.of(new IdForm(PersonalType.SG_NRIC, "A9999999A", SingaporeIds::isNric, 85, 97));
    }

    static boolean isNric(String number) {
        int sum = CheckDigits.weighted(number.substring(1), 2, 7, 6, 5, 4, 3, 2);
        char letter = number.charAt(8);
        return switch (number.charAt(0)) {
            case 'S' -> letter == OF_CITIZENS.charAt(sum % 11);
            case 'T' -> letter == OF_CITIZENS.charAt((sum + 4) % 11);
            case 'F' -> letter == OF_FOREIGNERS.charAt(sum % 11);
            case 'G' -> letter == OF_FOREIGNERS.charAt((sum + 4) % 11);
            case 'M' -> letter == OF_FOREIGNERS_SINCE_2022.charAt((sum + 3) % 11);
            default -> false;
        };
    }
}
