package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.PersonalType;

/** The numbers of further states; see {@link NationalIds}. */
final class MoreNationalIds {
    private static final String PPS_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final String CURP_LETTERS = "0123456789ABCDEFGHIJKLMN\u00D1OPQRSTUVWXYZ";
    private static final String VOWELS = "AEIOU";
    private static final String CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ";

    private MoreNationalIds() {}

    static String of(PersonalType type, Dice dice) {
        return switch (type) {
            case IE_PPS -> iePps(dice);
            case BE_NATIONAL_NUMBER -> beNationalNumber(dice);
            case AT_SVNR -> atSvnr(dice);
            case CH_AHV -> chAhv(dice);
            case PT_NIF -> ptNif(dice);
            case TR_KIMLIK -> trKimlik(dice);
            case ZA_ID -> zaId(dice);
            case MX_CURP -> mxCurp(dice);
            default -> throw new IllegalArgumentException("no national id: " + type);
        };
    }

    private static String born(int year, Dice dice) {
        return Dice.padded(year % 100, 2) + Dice.padded(dice.between(1, 12), 2) + Dice.padded(dice.between(1, 28), 2);
    }

    private static String iePps(Dice dice) {
        String digits = dice.digits(7);
        int second = dice.inHundred(30) ? 1 : 0;
        int sum = CheckDigits.weighted(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second;
        return digits + PPS_LETTERS.charAt(sum % 23) + (second == 0 ? "" : "A");
    }

    private static String beNationalNumber(Dice dice) {
        int year = dice.between(1935, 2012);
        String digits = born(year, dice) + Dice.padded(dice.between(1, 997), 3);
        long number = Long.parseLong((year >= 2000 ? "2" : "") + digits);
        String whole = digits + Dice.padded((int) (97 - number % 97), 2);
        return dice.inHundred(70)
                ? Dice.grouped(whole.substring(0, 6), ".", 2, 2, 2) + "-" + whole.substring(6, 9) + "."
                        + whole.substring(9)
                : whole;
    }

    private static String atSvnr(Dice dice) {
        while (true) {
            String serial = dice.some(1, "123456789") + dice.digits(2);
            String born = Dice.padded(dice.between(1, 28), 2)
                    + Dice.padded(dice.between(1, 12), 2)
                    + Dice.padded(dice.between(0, 99), 2);
            int check = CheckDigits.weighted(serial + born, 3, 7, 9, 5, 8, 4, 2, 1, 6) % 11;
            if (check < 10) {
                return serial + check + (dice.inHundred(60) ? " " : "") + born;
            }
        }
    }

    private static String chAhv(Dice dice) {
        String digits = "756" + dice.digits(9);
        String whole = digits + CheckDigits.ean(digits);
        return dice.inHundred(80) ? Dice.grouped(whole, ".", 3, 4, 4, 2) : whole;
    }

    private static String ptNif(Dice dice) {
        String digits = dice.some(1, "123") + dice.digits(7);
        int rest = CheckDigits.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        String whole = digits + (rest < 2 ? 0 : 11 - rest);
        return dice.inHundred(40) ? Dice.grouped(whole, " ", 3, 3, 3) : whole;
    }

    private static String trKimlik(Dice dice) {
        String digits = dice.some(1, "123456789") + dice.digits(8);
        int odd = CheckDigits.weighted(digits, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = CheckDigits.weighted(digits, 0, 1, 0, 1, 0, 1, 0, 1, 0);
        int tenth = Math.floorMod(odd * 7 - even, 10);
        return digits + tenth + (odd + even + tenth) % 10;
    }

    private static String zaId(Dice dice) {
        String digits = born(dice.between(1940, 2008), dice) + dice.digits(4) + dice.some(1, "0001") + "8";
        String whole = digits + CheckDigits.luhn(digits);
        return dice.inHundred(30) ? Dice.grouped(whole, " ", 6, 4, 3) : whole;
    }

    private static String mxCurp(Dice dice) {
        int year = dice.between(1940, 2012);
        String most = dice.some(1, CONSONANTS)
                + dice.some(1, VOWELS)
                + dice.some(2, CONSONANTS)
                + born(year, dice)
                + dice.of("H", "M")
                + dice.of("DF", "JC", "NL", "PL", "VZ", "YN")
                + dice.some(3, CONSONANTS)
                + (year < 2000 ? dice.digits(1) : dice.some(1, "ABC"));
        int sum = 0;
        for (int i = 0; i < most.length(); i++) {
            sum += CURP_LETTERS.indexOf(most.charAt(i)) * (18 - i);
        }
        return most + (10 - sum % 10) % 10;
    }
}
