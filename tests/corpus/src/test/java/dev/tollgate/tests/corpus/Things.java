package dev.tollgate.tests.corpus;

import java.util.Locale;

/** Made-up numbers of vehicles and devices, of patients and insured persons, and dates of birth. */
final class Things {
    private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String VIN_VALUES = "12345678" + "12345" + "7" + "9" + "23456789";
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private static final java.util.List<String> MONTHS = java.util.List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private Things() {}

    /** ISO 3779; the ninth place is a check digit in North America (49 CFR 565.15), and anything in Europe. */
    static String vin(Dice dice) {
        boolean isChecked = dice.inHundred(75);
        String maker = isChecked
                ? dice.of("1HG", "1FT", "2T1", "3VW", "4T1", "5YJ", "1G1", "JTD", "JHM", "KMH")
                : dice.of("WVW", "WBA", "VF1", "ZFA", "TMB", "WDB");
        var vin = new StringBuilder(maker + dice.some(5, VIN_LETTERS + "23456789") + "0"
                + dice.some(1, "JKLMNPRSTVWXY123456789") + dice.some(1, VIN_LETTERS) + dice.digits(6));
        if (!isChecked) {
            return vin.replace(8, 9, "Z").toString();
        }
        int sum = 0;
        for (int i = 0; i < vin.length(); i++) {
            char c = vin.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : VIN_VALUES.charAt(VIN_LETTERS.indexOf(c)) - '0';
            sum += value * VIN_WEIGHTS[i];
        }
        return vin.replace(8, 9, sum % 11 == 10 ? "X" : Integer.toString(sum % 11))
                .toString();
    }

    static String plate(String language, Dice dice) {
        return switch (language) {
            case "de" ->
                dice.of("B", "M", "HH", "K", "KA", "LÖ") + dice.of("-", "-", " ") + dice.some(2, Dice.UPPER) + " "
                        + dice.between(10, 9999);
            case "fr" ->
                dice.some(2, "ABCDEFGHJKLMNPQRSTVWXYZ") + "-" + dice.digits(3) + "-"
                        + dice.some(2, "ABCDEFGHJKLMNPQRSTVWXYZ");
            case "es" -> dice.digits(4) + " " + dice.some(3, "BCDFGHJKLMNPRSTVWXYZ");
            case "it" ->
                dice.some(2, "ABCDEFGHJKLMNPRSTVWXYZ") + dice.digits(3) + dice.some(2, "ABCDEFGHJKLMNPRSTVWXYZ");
            case "nl" ->
                dice.some(2, "BDFGHJKLNPRSTVXZ") + "-" + dice.digits(3) + "-" + dice.some(1, "BDFGHJKLNPRSTVXZ");
            case "pl" -> dice.of("WA", "KR", "PO", "GD") + " " + dice.digits(5);
            case "pt" -> dice.some(2, Dice.UPPER) + "-" + dice.digits(2) + "-" + dice.some(2, Dice.UPPER);
            case "hi" ->
                dice.of("MH", "KA", "DL", "TN") + " " + Dice.padded(dice.between(1, 50), 2) + " "
                        + dice.some(2, Dice.UPPER) + " " + dice.digits(4);
            default ->
                dice.inHundred(50)
                        ? dice.digits(1) + dice.some(3, Dice.UPPER) + dice.digits(3)
                        : dice.some(2, Dice.UPPER) + dice.digits(2) + " " + dice.some(3, Dice.UPPER);
        };
    }

    /** IMEI (3GPP TS 23.003, Luhn). */
    static String imei(Dice dice) {
        String digits = dice.of("35", "86", "01", "99") + dice.digits(12);
        String imei = digits + CheckDigits.luhn(digits);
        return dice.inHundred(30) ? Dice.grouped(imei, dice.of("-", " "), 2, 6, 6, 1) : imei;
    }

    static String uuid(Dice dice) {
        return Dice.grouped(
                dice.some(12, Dice.HEX) + "4" + dice.some(3, Dice.HEX) + dice.some(1, "89ab") + dice.some(15, Dice.HEX),
                "-",
                8,
                4,
                4,
                4,
                12);
    }

    static String medicalRecord(Dice dice) {
        return switch (dice.below(4)) {
            case 0 -> dice.digits(7);
            case 1 -> "MR" + dice.digits(6);
            case 2 -> dice.digits(3) + "-" + dice.digits(2) + "-" + dice.digits(3);
            default -> dice.digits(8);
        };
    }

    static String healthPlan(Dice dice) {
        return switch (dice.below(4)) {
            case 0 -> "W" + dice.digits(9);
            case 1 -> dice.some(3, Dice.UPPER) + dice.digits(9);
            case 2 -> dice.some(1, Dice.UPPER) + dice.digits(9);
            default -> dice.digits(10);
        };
    }

    static String date(String language, int firstYear, int lastYear, Dice dice) {
        int year = dice.between(firstYear, lastYear);
        int month = dice.between(1, 12);
        int day = dice.between(1, 28);
        String numbers = Dice.padded(year, 4) + "-" + Dice.padded(month, 2) + "-" + Dice.padded(day, 2);
        if (dice.inHundred(35)) {
            return numbers;
        }
        return switch (language) {
            case "en" ->
                switch (dice.below(4)) {
                    case 0 -> MONTHS.get(month - 1) + " " + day + ", " + year;
                    case 1 -> day + " " + MONTHS.get(month - 1).substring(0, 3) + " " + year;
                    default -> Dice.padded(month, 2) + "/" + Dice.padded(day, 2) + "/" + year;
                };
            case "de", "pl", "fi" -> Dice.padded(day, 2) + "." + Dice.padded(month, 2) + "." + year;
            case "ja", "zh" -> year + "年" + month + "月" + day + "日";
            case "ko" -> year + "년 " + month + "월 " + day + "일";
            case "nl" -> Dice.padded(day, 2) + "-" + Dice.padded(month, 2) + "-" + year;
            default -> Dice.padded(day, 2) + "/" + Dice.padded(month, 2) + "/" + year;
        };
    }

    static String hex(int length, Dice dice) {
        String hex = dice.some(length, Dice.HEX);
        return dice.inHundred(10) ? hex.toUpperCase(Locale.ROOT) : hex;
    }
}
