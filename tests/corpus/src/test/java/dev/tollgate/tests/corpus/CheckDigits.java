package dev.tollgate.tests.corpus;

import java.math.BigInteger;

/** Check digits as their standards have them; nothing here comes from the scanner. */
final class CheckDigits {
    /** Verhoeff's dihedral group of order ten, and his permutation. */
    private static final String[] PRODUCT = {
        "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
        "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"
    };

    private static final String[] PERMUTED = {
        "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"
    };

    private static final String INVERSE = "0432156789";

    private CheckDigits() {}

    private static int digit(String digits, int at) {
        return digits.charAt(at) - '0';
    }

    /** ISO/IEC 7812-1, annex B. */
    static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = digit(digits, digits.length() - 1 - i) * (i % 2 == 0 ? 2 : 1);
            sum += value > 9 ? value - 9 : value;
        }
        return (10 - sum % 10) % 10;
    }

    static int weighted(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += digit(digits, i) * weights[i];
        }
        return sum;
    }

    static int verhoeff(String digits) {
        int check = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = PERMUTED[(i + 1) % 8].charAt(digit(digits, digits.length() - 1 - i)) - '0';
            check = PRODUCT[check].charAt(value) - '0';
        }
        return INVERSE.charAt(check) - '0';
    }

    /** ISO 7064, MOD 11,10. */
    static int mod11And10(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (digit(digits, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10;
    }

    /** ISO 13616: what stands behind the country in an IBAN. */
    static String iban(String country, String bban) {
        var number = new StringBuilder();
        (bban + country + "00").chars().forEach(c -> number.append(Character.digit(c, 36)));
        int rest = new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        return Dice.padded(98 - rest, 2);
    }

    /** GS1: EAN-13, and ISBN-13. */
    static int ean(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += digit(digits, digits.length() - 1 - i) * (i % 2 == 0 ? 3 : 1);
        }
        return (10 - sum % 10) % 10;
    }
}
