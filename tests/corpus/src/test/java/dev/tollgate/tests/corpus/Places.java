package dev.tollgate.tests.corpus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Made-up postal addresses, as their countries write them. */
final class Places {
    /** Streets and towns by language: {@code places.txt}. */
    private record Names(List<String> streets, List<String> towns) {}

    private final Map<String, Names> names = new HashMap<>();

    Places() {
        for (String line : Resources.lines("places.txt")) {
            String[] parts = line.split("\\|");
            names.put(parts[0], new Names(Arrays.asList(parts[1].split(";")), Arrays.asList(parts[2].split(";"))));
        }
    }

    private Names of(String language) {
        return names.getOrDefault(language, names.get("en"));
    }

    String town(String language, Dice dice) {
        return dice.oneOf(of(language).towns());
    }

    String street(String language, Dice dice) {
        return dice.oneOf(of(language).streets());
    }

    /** @param break what stands between its lines */
    String address(String language, String lineBreak, Dice dice) {
        String street = street(language, dice);
        String town = town(language, dice);
        int house = dice.between(1, 240);
        return switch (language) {
            case "de" ->
                street + " " + house + dice.of("", "", "a", "b") + lineBreak + code(language, dice) + " " + town;
            case "fr" ->
                house + dice.of("", " bis") + (dice.inHundred(30) ? ", " : " ") + street + lineBreak
                        + code(language, dice) + " " + town;
            case "es" ->
                street + dice.of(" ", ", ", ", nº ") + house + dice.of("", ", 3º B", ", 1º izq.") + lineBreak
                        + code(language, dice) + " " + town;
            case "it" -> street + dice.of(" ", ", ") + house + lineBreak + code(language, dice) + " " + town;
            case "pt" ->
                street + dice.of(" ", ", ", ", nº ") + house + dice.of("", ", 2.º Dto") + lineBreak
                        + code(language, dice) + " " + town;
            case "nl" -> street + " " + house + dice.of("", "-II", "a") + lineBreak + code(language, dice) + " " + town;
            case "pl" ->
                dice.of("ul. ", "ul. ", "al. ") + street + " " + house + dice.of("", "/12", " m. 4") + lineBreak
                        + code(language, dice) + " " + town;
            case "ja" ->
                (dice.inHundred(60) ? "〒" + code(language, dice) + " " : "") + town + street + dice.between(1, 5)
                        + dice.of("丁目", "-") + dice.between(1, 30) + "-" + dice.between(1, 20);
            case "hi" ->
                dice.of("Flat " + dice.between(1, 9) + "B, ", "Plot No. " + dice.between(2, 90) + ", ", "") + house
                        + ", " + street + lineBreak + town + dice.of(" ", " - ") + code(language, dice);
            default -> english(street, town, house, lineBreak, dice);
        };
    }

    private String english(String street, String town, int house, String lineBreak, Dice dice) {
        if (dice.inHundred(25)) {
            return house + " " + street + lineBreak + dice.of("Leeds", "Norwich", "Bristol", "London", "Cardiff") + " "
                    + ukCode(dice);
        }
        String unit = dice.of("", "", ", Apt " + dice.between(1, 40), ", Suite " + dice.between(100, 900), " #4B");
        return house * 10 + dice.below(10) + " " + street + unit + lineBreak + town + ", "
                + dice.of("IL", "CA", "TX", "OR", "NY", "WA", "OH", "MA", "GA", "CO") + " " + code("en", dice);
    }

    String code(String language, Dice dice) {
        return switch (language) {
            case "de" -> Dice.padded(dice.between(1067, 99_998), 5);
            case "fr" -> Dice.padded(dice.between(1, 95), 2) + Dice.padded(dice.between(0, 99) * 10, 3);
            case "es" -> Dice.padded(dice.between(1, 52), 2) + dice.digits(3);
            case "it" -> Dice.padded(dice.between(10, 98_168), 5);
            case "pt" ->
                dice.inHundred(60)
                        ? dice.between(1000, 9980) + "-" + dice.digits(3)
                        : Dice.padded(dice.between(1000, 99_990), 5) + "-" + dice.digits(3);
            case "nl" ->
                dice.between(1011, 9999) + (dice.inHundred(85) ? " " : "") + dice.some(2, "ABCEGHJKLMNPRTVWXZ");
            case "pl" -> Dice.padded(dice.between(1, 99), 2) + "-" + dice.digits(3);
            case "ja" -> dice.between(100, 990) + "-" + dice.digits(4);
            case "hi" -> dice.between(110, 855) + dice.digits(3);
            default -> Dice.padded(dice.between(1001, 99_950), 5) + (dice.inHundred(20) ? "-" + dice.digits(4) : "");
        };
    }

    static String ukCode(Dice dice) {
        return dice.of("LS", "NR", "BS", "SW", "CF", "M", "EH", "G") + dice.between(1, 19) + " " + dice.between(1, 9)
                + dice.some(2, "ABDEFGHJLNPQRSTUWXYZ");
    }
}
