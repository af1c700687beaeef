package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Numbers of persons in India.
 *
 * <ul>
 *   <li>Aadhaar: Unique Identification Authority of India, "A UID Numbering Scheme", 2010: twelve digits, none of 0 and 1
 *       first, Verhoeff's check digit.
 *   <li>Permanent account numbers: Income-tax Rules 1962, rule 114, and the Income Tax Department's "Know your PAN": five
 *       letters, of which the fourth names the kind of holder, four digits, and a letter by an algorithm that is not
 *       published.
 * </ul>
 */
final class IndianIds {
    private static final String HOLDERS = "PCHABGJLFTE";

    private IndianIds() {}

    static List<IdForm> forms() {
        return List.of(
                aadhaar("999999999999", 0, 95),
                aadhaar("9999 9999 9999", 45, 97),
                aadhaar("9999-9999-9999", 40, 97),
                new IdForm(PersonalType.IN_PAN, "AAAAA9999A", IndianIds::isPanOfPerson, 80, 97),
                new IdForm(PersonalType.IN_PAN, "AAAAA9999A", IndianIds::isPan, 0, 97));
    }

    private static IdForm aadhaar(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.IN_AADHAAR, shape, IndianIds::isAadhaar, alone, labelled);
    }

    static boolean isAadhaar(String digits) {
        return digits.charAt(0) >= '2' && CheckDigits.verhoeff(digits);
    }

    static boolean isPan(String number) {
        return HOLDERS.indexOf(number.charAt(3)) >= 0 && CheckDigits.number(number, 5, 9) != 0;
    }

    private static boolean isPanOfPerson(String number) {
        return number.charAt(3) == 'P' && isPan(number);
    }
}
