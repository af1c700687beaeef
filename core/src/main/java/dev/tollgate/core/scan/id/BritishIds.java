package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import java.util.List;

import static dev.tollgate.core.scan.id.CheckDigits.weighted;

/**
 * Numbers of persons in the United Kingdom.
 *
 * <ul>
 *   <li>NHS numbers: NHS Data Dictionary, "NHS NUMBER": ten digits, modulus 11, a check digit of 10 is not used.
 *   <li>National insurance numbers: HM Revenue and Customs, National Insurance Manual, NIM39110: two letters of which some
 *       are not used, six digits, and A to D.
 *   <li>Passports: nine digits (HM Passport Office), without a check digit of their own.
 * </ul>
 */
final class BritishIds {
    private static final String NOT_FIRST = "DFIQUV";
    private static final String NOT_SECOND = "DFIOQUV";
    private static final List<String> NO_PREFIXES = List.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

    private BritishIds() {}

    static List<IdForm> forms() {
        return List.of(
                nhs("9999999999", 0, 93),
                nhs("999 999 9999", 45, 96),
                nhs("999-999-9999", 0, 94),
                nino("AA 99 99 99 A", 95, 98),
                nino("AA-99-99-99-A", 92, 98),
                nino("AA 999999 A", 85, 97),
                nino("AA999999A", 70, 97),
                new IdForm(PersonalType.UK_NINO, "AA999999", BritishIds::isPrefix, 0, 88),
                new IdForm(PersonalType.UK_NINO, "AA 99 99 99", BritishIds::isPrefix, 0, 92),
                new IdForm(PersonalType.UK_PASSPORT, "999999999", number -> true, 0, 80));
    }

    private static IdForm nhs(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.UK_NHS, shape, BritishIds::isNhs, alone, labelled);
    }

    private static IdForm nino(String shape, int alone, int labelled) {
        return new IdForm(PersonalType.UK_NINO, shape, BritishIds::isNino, alone, labelled);
    }

    static boolean isNhs(String digits) {
        return !CheckDigits.isAllTheSame(digits) && weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static boolean isNino(String number) {
        return isPrefix(number) && number.charAt(8) <= 'D';
    }

    private static boolean isPrefix(String number) {
        return NOT_FIRST.indexOf(number.charAt(0)) < 0
                && NOT_SECOND.indexOf(number.charAt(1)) < 0
                && !NO_PREFIXES.contains(number.substring(0, 2));
    }
}
