package dev.tollgate.tests.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.datafaker.Faker;

/** Names of persons: two thirds datafaker's, a third from lists of our own that it does not have. */
final class People {
    private static final int DRAWN = 400;
    private static final Map<String, Locale> LOCALES = Map.ofEntries(
            Map.entry("en", Locale.US),
            Map.entry("de", Locale.GERMANY),
            Map.entry("fr", Locale.FRANCE),
            Map.entry("es", Locale.of("es", "ES")),
            Map.entry("it", Locale.ITALY),
            Map.entry("pt", Locale.of("pt", "BR")),
            Map.entry("nl", Locale.of("nl", "NL")),
            Map.entry("pl", Locale.of("pl", "PL")),
            Map.entry("ja", Locale.JAPAN),
            Map.entry("hi", Locale.of("en", "IND")));

    private record Names(List<String> first, List<String> last) {}

    /** @param family how the language puts them together: {@link #whole} */
    record Person(String first, String last, String language) {
        String whole() {
            return switch (language) {
                case "ja", "zh", "ko" -> last + first;
                default -> first + " " + last;
            };
        }
    }

    private final Map<String, Names> drawn = new HashMap<>();
    private final Map<String, Names> own = new HashMap<>();

    People() {
        LOCALES.forEach((language, locale) -> drawn.put(language, drawn(locale)));
        for (String line : Resources.lines("names.txt")) {
            String[] parts = line.split("\\|");
            own.put(parts[0], new Names(List.of(parts[1].split(",")), List.of(parts[2].split(","))));
        }
    }

    private static Names drawn(Locale locale) {
        var faker = new Faker(locale, new Random(20_261_101));
        return new Names(
                java.util.stream.Stream.generate(() -> faker.name().firstName())
                        .limit(DRAWN)
                        .distinct()
                        .toList(),
                java.util.stream.Stream.generate(() -> faker.name().lastName())
                        .limit(DRAWN)
                        .distinct()
                        .toList());
    }

    Person person(String language, Dice dice) {
        boolean isOwn = dice.inHundred(33) || !drawn.containsKey(language);
        // Each text has names of elsewhere now and then.
        String from = dice.inHundred(12) && !language.equals("ja")
                ? dice.of("en", "de", "fr", "es", "it", "pl", "hi", "nl", "pt")
                : language;
        Names names = (isOwn ? own : drawn).getOrDefault(from, own.get("en"));
        return new Person(dice.oneOf(names.first()), dice.oneOf(names.last()), from);
    }
}
