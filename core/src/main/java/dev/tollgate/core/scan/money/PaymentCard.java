package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.id.CheckDigits;

/**
 * Numbers of payment cards: the issuers' ranges and lengths, and the check digit of ISO/IEC 7812-1, annex B (Luhn).
 * Ranges as the card networks publish them.
 */
final class PaymentCard {
    static final int SHORTEST = 13;
    static final int LONGEST = 19;

    private PaymentCard() {}

    /** What is known of a number of digits alone. */
    enum Likelihood {
        NONE,
        /** A range in which most numbers are something else. */
        RARE,
        USUAL
    }

    /**
     * Whether this may be the number of a card, in a range as likely as that.
     *
     * @param digits 13 to 19, and nothing else
     */
    static boolean is(Likelihood likelihood, String digits) {
        return range(digits) == likelihood && isChecked(digits);
    }

    /** Of whatever range. */
    static boolean isAny(String digits) {
        return range(digits) != Likelihood.NONE && isChecked(digits);
    }

    private static boolean isChecked(String digits) {
        return CheckDigits.luhn(digits) && !CheckDigits.isAllTheSame(digits);
    }

    private static Likelihood range(String digits) {
        int length = digits.length();
        int two = number(digits, 2);
        int three = number(digits, 3);
        int four = number(digits, 4);
        if (length == 15) {
            return two == 34 || two == 37 ? Likelihood.USUAL : Likelihood.NONE;
        }
        if (length == 14) {
            boolean isDiners = three >= 300 && three <= 305 || two == 36 || two == 38 || two == 39;
            return isDiners ? Likelihood.RARE : Likelihood.NONE;
        }
        if (two >= 40 && two <= 49) {
            return length == 16 ? Likelihood.USUAL : Likelihood.RARE;
        }
        boolean isMastercard = two >= 51 && two <= 55 || four >= 2221 && four <= 2720;
        boolean isDiscover = four == 6011 || three >= 644 && three <= 649 || two == 65;
        boolean isJcb = four >= 3528 && four <= 3589;
        if (length == 16 && (isMastercard || isDiscover || isJcb)) {
            return Likelihood.USUAL;
        }
        boolean isUnionPay = two == 62 && length >= 16;
        boolean isMaestro = two == 50 || two >= 56 && two <= 58 || two == 67 || two == 63;
        return isUnionPay || isMaestro || isDiscover || isJcb ? Likelihood.RARE : Likelihood.NONE;
    }

    private static int number(String digits, int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = number * 10 + digits.charAt(i) - '0';
        }
        return number;
    }
}
