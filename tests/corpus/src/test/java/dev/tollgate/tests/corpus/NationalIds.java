package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.PersonalType;

/** Made-up numbers of persons with the check digits that the states define, in the ways in which people write them. */
final class NationalIds {
    private static final String NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String HETU_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final String MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY";
    private static final String ID_CARD_LETTERS = "CFGHJKLMNPRTVWXYZ";

    /** Of the digits and letters at odd places (Decreto ministeriale 23 December 1976). */
    private static final int[] FISCAL_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private NationalIds() {}

    static String of(PersonalType type, Dice dice) {
        return switch (type) {
            case US_SSN -> usSsn(dice);
            case US_ITIN -> usItin(dice);
            case US_PASSPORT -> dice.inHundred(50) ? dice.digits(9) : dice.some(1, Dice.UPPER) + dice.digits(8);
            case US_DRIVER_LICENSE -> usDriverLicense(dice);
            case US_NPI -> usNpi(dice);
            case US_DEA -> usDea(dice);
            case US_MBI -> usMbi(dice);
            case UK_NHS -> ukNhs(dice);
            case UK_NINO -> ukNino(dice);
            case UK_PASSPORT -> dice.digits(9);
            case DE_TAX_ID -> deTaxId(dice);
            case DE_ID_CARD -> deIdCard(dice);
            case FR_NIR -> frNir(dice);
            case ES_NIF -> esNif(dice);
            case ES_NIE -> esNie(dice);
            case IT_FISCAL_CODE -> itFiscalCode(dice);
            case PL_PESEL -> plPesel(dice);
            case NL_BSN -> nlBsn(dice);
            case SE_PERSONNUMMER -> sePersonnummer(dice);
            case FI_HETU -> fiHetu(dice);
            case IN_AADHAAR -> inAadhaar(dice);
            case IN_PAN ->
                dice.some(3, Dice.UPPER)
                        + dice.some(1, "PPPPCHF")
                        + dice.some(1, Dice.UPPER)
                        + dice.digits(4)
                        + dice.some(1, Dice.UPPER);
            case AU_TFN -> auTfn(dice);
            case AU_ABN -> auAbn(dice);
            case AU_MEDICARE -> auMedicare(dice);
            case BR_CPF -> brCpf(dice);
            case BR_CNPJ -> brCnpj(dice);
            case CA_SIN -> caSin(dice);
            case SG_NRIC -> sgNric(dice);
            case KR_RRN -> krRrn(dice);
            case JP_MY_NUMBER -> jpMyNumber(dice);
            default -> MoreNationalIds.of(type, dice);
        };
    }

    private static String usSsn(Dice dice) {
        int area = dice.between(1, 898);
        String digits = Dice.padded(area == 666 ? 667 : area, 3)
                + Dice.padded(dice.between(1, 99), 2)
                + Dice.padded(dice.between(1, 9999), 4);
        return dice.inHundred(75) ? Dice.grouped(digits, dice.inHundred(85) ? "-" : " ", 3, 2, 4) : digits;
    }

    private static String usItin(Dice dice) {
        String digits = "9" + dice.digits(2) + dice.of("50", "57", "65", "70", "77", "88", "90", "92", "94", "99")
                + Dice.padded(dice.between(1, 9999), 4);
        return dice.inHundred(80) ? Dice.grouped(digits, "-", 3, 2, 4) : digits;
    }

    /** California, Florida, Texas, Illinois, New York, Massachusetts. */
    private static String usDriverLicense(Dice dice) {
        return switch (dice.below(6)) {
            case 0 -> dice.some(1, Dice.UPPER) + dice.digits(7);
            case 1 -> Dice.grouped(dice.some(1, Dice.UPPER) + dice.digits(12), "-", 4, 3, 2, 3, 1);
            case 2 -> dice.digits(8);
            case 3 -> Dice.grouped(dice.some(1, Dice.UPPER) + dice.digits(11), "-", 4, 4, 4);
            case 4 -> dice.digits(9);
            default -> "S" + dice.digits(8);
        };
    }

    /** 45 CFR 162.406: Luhn behind the prefix 80840. */
    private static String usNpi(Dice dice) {
        String digits = dice.of("1", "2") + dice.digits(8);
        return digits + CheckDigits.luhn("80840" + digits);
    }

    private static String usDea(Dice dice) {
        String digits = dice.digits(6);
        int check = CheckDigits.weighted(digits, 1, 2, 1, 2, 1, 2) % 10;
        return dice.some(1, "ABCFGM") + dice.some(1, Dice.UPPER) + digits + check;
    }

    private static String usMbi(Dice dice) {
        String mbi = dice.some(1, "123456789")
                + dice.some(1, MBI_LETTERS)
                + dice.some(1, MBI_LETTERS + Dice.DIGITS)
                + dice.digits(1)
                + dice.some(1, MBI_LETTERS)
                + dice.some(1, MBI_LETTERS + Dice.DIGITS)
                + dice.digits(1)
                + dice.some(2, MBI_LETTERS)
                + dice.digits(2);
        return dice.inHundred(50) ? Dice.grouped(mbi, "-", 4, 3, 4) : mbi;
    }

    private static String ukNhs(Dice dice) {
        while (true) {
            String digits = dice.some(1, "4679") + dice.digits(8);
            int check = 11 - CheckDigits.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
            if (check != 10) {
                String number = digits + check % 11;
                return dice.inHundred(70) ? Dice.grouped(number, dice.of(" ", " ", "-"), 3, 3, 4) : number;
            }
        }
    }

    private static String ukNino(Dice dice) {
        while (true) {
            String prefix = dice.some(1, "ABCEGHJKLMNOPRSTWXYZ") + dice.some(1, "ABCEGHJKLMNPRSTWXYZ");
            if (!"BG GB KN NK NT TN ZZ".contains(prefix)) {
                String nino = prefix + dice.digits(6) + dice.some(1, "ABCD");
                return dice.inHundred(50) ? Dice.grouped(nino, " ", 2, 2, 2, 2, 1) : nino;
            }
        }
    }

    /** Ten digits of which exactly one stands twice, and ISO 7064 MOD 11,10. */
    private static String deTaxId(Dice dice) {
        while (true) {
            var left = new StringBuilder(Dice.DIGITS);
            var digits = new StringBuilder();
            while (left.length() > 1) {
                int at = dice.below(left.length());
                digits.append(left.charAt(at));
                left.deleteCharAt(at);
            }
            digits.insert(dice.below(10), digits.charAt(dice.below(9)));
            if (digits.charAt(0) != '0') {
                String id = digits.toString() + CheckDigits.mod11And10(digits.toString());
                return dice.inHundred(60) ? Dice.grouped(id, " ", 2, 3, 3, 3) : id;
            }
        }
    }

    /** ICAO 9303: weights 7, 3, 1. The front of the card has it without the check digit. */
    private static String deIdCard(Dice dice) {
        String number = dice.some(1, "LMNPRTVWXYCFGHJK") + dice.some(8, Dice.DIGITS + ID_CARD_LETTERS);
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            sum += Character.digit(number.charAt(i), 36) * new int[] {7, 3, 1}[i % 3];
        }
        return dice.inHundred(80) ? number + sum % 10 : number;
    }

    private static String frNir(Dice dice) {
        String department = dice.of("75", "69", "13", "33", "59", "06", "31", "2A", "2B", "78", "92", "35");
        String number = dice.of("1", "2")
                + Dice.padded(dice.between(0, 99), 2)
                + Dice.padded(dice.between(1, 12), 2)
                + department
                + Dice.padded(dice.between(1, 600), 3)
                + Dice.padded(dice.between(1, 999), 3);
        long value = Long.parseLong(number.replace("2A", "19").replace("2B", "18"));
        String whole = number + Dice.padded((int) (97 - value % 97), 2);
        return dice.inHundred(60) ? Dice.grouped(whole, " ", 1, 2, 2, 2, 3, 3, 2) : whole;
    }

    private static String esNif(Dice dice) {
        String digits = Dice.padded(dice.between(1, 99_999_999), 8);
        char letter = NIF_LETTERS.charAt(Integer.parseInt(digits) % 23);
        return switch (dice.below(5)) {
            case 0 -> digits + "-" + letter;
            case 1 -> Dice.grouped(digits, ".", 2, 3, 3) + "-" + letter;
            default -> digits + letter;
        };
    }

    private static String esNie(Dice dice) {
        int first = dice.below(3);
        String digits = dice.digits(7);
        char letter = NIF_LETTERS.charAt(Integer.parseInt(first + digits) % 23);
        String separator = dice.inHundred(30) ? "-" : "";
        return "XYZ".charAt(first) + separator + digits + separator + letter;
    }

    private static String itFiscalCode(Dice dice) {
        String code = dice.some(3, "BCDFGLMNPRSTVZ")
                + dice.some(2, "BCDFGLMNPRST")
                + dice.some(1, "AEIOBCDLMNR")
                + Dice.padded(dice.between(0, 99), 2)
                + dice.some(1, "ABCDEHLMPRST")
                + Dice.padded(dice.between(1, 28) + (dice.inHundred(50) ? 40 : 0), 2)
                + dice.of("H501", "F205", "L219", "F839", "A944", "D612", "G273", "A662", "C351", "D969", "Z100");
        int sum = 0;
        for (int i = 0; i < code.length(); i++) {
            int value = Character.digit(code.charAt(i), 36);
            int ordinal = value < 10 ? value : value - 10;
            sum += i % 2 == 0 ? FISCAL_ODD[ordinal] : ordinal;
        }
        String whole = code + (char) ('A' + sum % 26);
        return dice.inHundred(10) ? whole.toLowerCase(java.util.Locale.ROOT) : whole;
    }

    private static String plPesel(Dice dice) {
        int year = dice.between(1930, 2012);
        String digits = Dice.padded(year % 100, 2)
                + Dice.padded(dice.between(1, 12) + (year >= 2000 ? 20 : 0), 2)
                + Dice.padded(dice.between(1, 28), 2)
                + dice.digits(4);
        return digits + (10 - CheckDigits.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10;
    }

    private static String nlBsn(Dice dice) {
        while (true) {
            String digits = dice.some(1, "123") + dice.digits(7);
            int check = CheckDigits.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
            if (check < 10) {
                String bsn = digits + check;
                return dice.inHundred(20) ? Dice.grouped(bsn, dice.of(".", " "), 4, 2, 3) : bsn;
            }
        }
    }

    private static String sePersonnummer(Dice dice) {
        int year = dice.between(1935, 2010);
        String born =
                Dice.padded(year % 100, 2) + Dice.padded(dice.between(1, 12), 2) + Dice.padded(dice.between(1, 28), 2);
        String serial = dice.digits(3);
        String tail = serial + CheckDigits.luhn(born + serial);
        return (dice.inHundred(50) ? year / 100 : "") + born + (dice.inHundred(85) ? "-" : "") + tail;
    }

    private static String fiHetu(Dice dice) {
        int year = dice.between(1930, 2012);
        String born =
                Dice.padded(dice.between(1, 28), 2) + Dice.padded(dice.between(1, 12), 2) + Dice.padded(year % 100, 2);
        String serial = Dice.padded(dice.between(2, 899), 3);
        char check = HETU_LETTERS.charAt(Integer.parseInt(born + serial) % 31);
        // The signs of 2023 are rare yet.
        String century = year >= 2000 ? dice.of("A", "A", "A", "B") : dice.of("-", "-", "-", "-", "Y");
        return born + century + serial + check;
    }

    private static String inAadhaar(Dice dice) {
        String digits = dice.some(1, "23456789") + dice.digits(10);
        String whole = digits + CheckDigits.verhoeff(digits);
        return dice.inHundred(70) ? Dice.grouped(whole, dice.of(" ", " ", "-"), 4, 4, 4) : whole;
    }

    private static String auTfn(Dice dice) {
        while (true) {
            String digits = dice.some(1, "123456789") + dice.digits(7);
            // Ten times the last digit is minus itself.
            int check = CheckDigits.weighted(digits, 1, 4, 3, 7, 5, 8, 6, 9) % 11;
            if (check < 10) {
                String tfn = digits + check;
                return dice.inHundred(60) ? Dice.grouped(tfn, " ", 3, 3, 3) : tfn;
            }
        }
    }

    private static String auAbn(Dice dice) {
        while (true) {
            String abn = dice.some(1, "123456789") + dice.digits(10);
            String lessOne = (char) (abn.charAt(0) - 1) + abn.substring(1);
            if (CheckDigits.weighted(lessOne, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) % 89 == 0) {
                return dice.inHundred(70) ? Dice.grouped(abn, " ", 2, 3, 3, 3) : abn;
            }
        }
    }

    private static String auMedicare(Dice dice) {
        String digits = dice.some(1, "23456") + dice.digits(7);
        String number = digits + CheckDigits.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9) % 10 + dice.some(1, "123");
        return dice.inHundred(65) ? Dice.grouped(number, " ", 4, 5, 1) : number;
    }

    private static int brCheck(String digits, int... weights) {
        int rest = CheckDigits.weighted(digits, weights) % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    private static String brCpf(Dice dice) {
        String digits = dice.digits(9);
        digits += brCheck(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2);
        digits += brCheck(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
        return dice.inHundred(70)
                ? Dice.grouped(digits.substring(0, 9), ".", 3, 3, 3) + "-" + digits.substring(9)
                : digits;
    }

    private static String brCnpj(Dice dice) {
        String digits = dice.digits(8) + "000" + dice.some(1, "1112");
        digits += brCheck(digits, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2);
        digits += brCheck(digits, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2);
        return dice.inHundred(70)
                ? Dice.grouped(digits.substring(0, 8), ".", 2, 3, 3) + "/" + digits.substring(8, 12) + "-"
                        + digits.substring(12)
                : digits;
    }

    private static String caSin(Dice dice) {
        String digits = dice.some(1, "1234567") + dice.digits(7);
        String sin = digits + CheckDigits.luhn(digits);
        return dice.inHundred(70) ? Dice.grouped(sin, dice.of(" ", "-"), 3, 3, 3) : sin;
    }

    private static String sgNric(Dice dice) {
        char prefix = dice.some(1, "SSTTFGM").charAt(0);
        String digits = dice.digits(7);
        int sum = CheckDigits.weighted(digits, 2, 7, 6, 5, 4, 3, 2)
                + (prefix == 'T' || prefix == 'G' ? 4 : prefix == 'M' ? 3 : 0);
        String letters = switch (prefix) {
            case 'S', 'T' -> "JZIHGFEDCBA";
            case 'F', 'G' -> "XWUTRQPNMLK";
            default -> "XWUTRQPNJLK";
        };
        return prefix + digits + letters.charAt(sum % 11);
    }

    private static String krRrn(Dice dice) {
        int year = dice.between(1940, 2012);
        String digits = Dice.padded(year % 100, 2)
                + Dice.padded(dice.between(1, 12), 2)
                + Dice.padded(dice.between(1, 28), 2)
                + (year >= 2000 ? dice.of("3", "4") : dice.of("1", "2"))
                + dice.digits(5);
        String number = digits + (11 - CheckDigits.weighted(digits, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11) % 10;
        return dice.inHundred(85) ? Dice.grouped(number, "-", 6, 7) : number;
    }

    private static String jpMyNumber(Dice dice) {
        String digits = dice.digits(11);
        int rest = CheckDigits.weighted(digits, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        String number = digits + (rest <= 1 ? 0 : 11 - rest);
        return dice.inHundred(60) ? Dice.grouped(number, dice.of(" ", "-"), 4, 4, 4) : number;
    }
}
