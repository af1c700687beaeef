package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

/**
 * Numbers of persons and of their companies in Brazil.
 *
 * <ul>
 *   <li>CPF: Instrução Normativa RFB 2.172/2024: nine digits and two check digits modulo 11.
 *   <li>CNPJ: Instrução Normativa RFB 2.119/2022, and 2.229/2024 for letters from July 2026 on: twelve digits or letters,
 *       which count as their ASCII codes less 48, and two check digits modulo 11.
 * </ul>
 */
final class BrazilianIds {
    private static final String HEAD_OFFICE = "0001";

    private BrazilianIds() {}

    static List<IdForm> forms() {
        return List.of(
                cpf("999.999.999-99", 96, 98),
                cpf("999999999-99", 90, 97),
                cpf("999 999 999 99", 0, 96),
                cpf("99999999999", 0, 96),
                cnpj("99.999.999/9999-99", BrazilianIds::isCnpj, 96, 98),
                cnpj("**.***.***/****-99", BrazilianIds::isCnpj, 94, 98),
                cnpj("99999999/9999-99", BrazilianIds::isCnpj, 92, 97),
                cnpj("99999999999999", BrazilianIds::isHeadOffice, 70, 96),
                cnpj("************99", BrazilianIds::isCnpj, 0, 95));
    }

    private static IdForm cpf(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.BR_CPF, shape, BrazilianIds::isCpf, alone, labelled);
    }

    private static IdForm cnpj(String shape, IdForm.Check check, int alone, int labelled) {
        return new IdForm(PersonalType.BR_CNPJ, shape, check, alone, labelled);
    }

    static boolean isCpf(String digits) {
        return !CheckDigits.isAllTheSame(digits) && isChecked(digits, 9, 11) && isChecked(digits, 10, 11);
    }

    static boolean isCnpj(String number) {
        return !CheckDigits.isAllTheSame(number) && isChecked(number, 12, 9) && isChecked(number, 13, 9);
    }

    /** The numbers of most companies, which are less likely to be something else. */
    private static boolean isHeadOffice(String number) {
        return number.startsWith(HEAD_OFFICE, 8) && isCnpj(number);
    }

    /** Weights grow from 2 at the last place before the check digit, and begin again behind the highest. */
    private static boolean isChecked(String number, int place, int highest) {
        int sum = 0;
        for (int i = 0; i < place; i++) {
            int weight = 2 + (place - 1 - i) % (highest - 1);
            sum += weight * (number.charAt(i) - '0');
        }
        int rest = sum % 11;
        return number.charAt(place) - '0' == (rest < 2 ? 0 : 11 - rest);
    }
}
