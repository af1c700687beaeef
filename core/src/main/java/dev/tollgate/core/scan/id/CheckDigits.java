package dev.tollgate.core.scan.id;

/** The arithmetic of check digits. Every method takes digits alone unless it says otherwise. */
public final class CheckDigits {
    /** The group D5 of Verhoeff, "Error detecting decimal codes", 1969: the product of row and column. */
    private static final String[] D5 = {
        "0123456789",
        "1234067895",
        "2340178956",
        "3401289567",
        "4012395678",
        "5987604321",
        "6598710432",
        "7659821043",
        "8765932104",
        "9876543210"
    };

    /** What becomes of a digit by its place from the right. */
    private static final String[] PERMUTATIONS = {
        "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"
    };

    private CheckDigits() {}

    /** ISO/IEC 7812-1, annex B (Luhn), where the last digit checks the others. */
    public static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** Verhoeff's scheme, where the last digit checks the others. */
    static boolean verhoeff(String digits) {
        int product = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            product = D5[product].charAt(PERMUTATIONS[i % 8].charAt(digit) - '0') - '0';
        }
        return product == 0;
    }

    /** ISO 7064, MOD 11,10, where the last digit checks the others. */
    static boolean mod11And10(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (digits.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + digits.charAt(digits.length() - 1) - '0') % 10 == 1;
    }

    /**
     * The sum of the first characters, each times its weight.
     *
     * @param characters digits, or letters of ASCII that count as their codes less that of {@code 0}
     */
    static int weighted(String characters, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (characters.charAt(i) - '0');
        }
        return sum;
    }

    /** The digit at this place. */
    static int digit(String digits, int at) {
        return digits.charAt(at) - '0';
    }

    /** The number that the digits from one place to another make: at most nine of them. */
    static int number(String digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digits.charAt(i) - '0';
        }
        return number;
    }

    public static boolean isAllTheSame(String digits) {
        for (int i = 1; i < digits.length(); i++) {
            if (digits.charAt(i) != digits.charAt(0)) {
                return false;
            }
        }
        return true;
    }
}
