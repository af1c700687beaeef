package dev.tollgate.core.scan.person;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.datafaker.Faker;

/**
 * Makes {@code person/names.txt} from the locale files of net.datafaker. A name is weak when the same word stands in lower
 * case twice in these files, or names a place, a month or a day there: such a word alone says nothing of a person.
 *
 * <p>Run it in core's folder: {@code java -cp … dev.tollgate.core.scan.person.NamesOfDatafaker
 * src/main/resources/dev/tollgate/core/scan/person/names.txt}.
 */
final class NamesOfDatafaker {
    private static final List<String> LOCALES =
            List.of("en", "en-AU", "en-IN", "de", "fr", "es", "es-MX", "it", "pt", "pt-BR", "nl", "pl", "ja");
    private static final List<String> GIVEN = List.of("first_name", "male_first_name", "female_first_name");
    private static final List<String> PLACES = List.of("address.country", "address.state", "address.default_country");

    /** Lists with tens of thousands of names have rare ones that are more often something else. */
    private static final int MANY = 8_000;

    private static final int SHORTEST_OF_MANY = 5;
    private static final int LINE = 118;
    private static final Pattern LOWER = Pattern.compile("(?<![^ \"'(])\\p{Ll}{2,}(?![^ ,.;:!?\"')])");

    private final Set<String> once = new HashSet<>();
    private final Set<String> ordinary = new HashSet<>();
    private final Map<String, Integer> names = new TreeMap<>();

    public static void main(String[] arguments) throws IOException, URISyntaxException {
        var made = new NamesOfDatafaker();
        made.readOrdinaryWords();
        LOCALES.forEach(made::readNames);
        Files.writeString(Path.of(arguments[0]), made.resource());
    }

    private void readOrdinaryWords() throws IOException, URISyntaxException {
        URI jar =
                Faker.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        try (var files = FileSystems.newFileSystem(Path.of(jar));
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            List<Path> locales =
                    all.filter(file -> file.toString().endsWith(".yml")).toList();
            for (Path locale : locales) {
                for (String line : Files.readString(locale).split("\n")) {
                    readOrdinaryWords(line);
                }
            }
        }
        for (String locale : LOCALES) {
            for (String key : PLACES) {
                for (String place : values(locale, key)) {
                    for (String word : place.split("[ ,.-]+")) {
                        ordinary.add(word.toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
    }

    private void readOrdinaryWords(String line) {
        int colon = line.indexOf(": ");
        String value = colon > 0 && !line.strip().startsWith("-") ? line.substring(colon + 1) : line;
        if (value.strip().endsWith(":") || !value.strip().contains(" ")) {
            return;
        }
        LOWER.matcher(value).results().map(MatchResult::group).forEach(word -> {
            if (!once.add(word)) {
                ordinary.add(word);
            }
        });
    }

    private void readNames(String locale) {
        for (String key : GIVEN) {
            read(values(locale, "name." + key), NameWords.GIVEN);
        }
        read(values(locale, "name.last_name"), NameWords.SURNAME);
    }

    private void read(List<String> values, int kind) {
        int shortest = values.size() > MANY ? SHORTEST_OF_MANY : 2;
        for (String value : values) {
            if (value.startsWith("#{") || value.contains("'") || value.contains("’")) {
                continue;
            }
            for (String name : value.split("[ -]+")) {
                boolean isName = name.codePoints().allMatch(Character::isLetter)
                        && !Character.isLowerCase(name.codePointAt(0))
                        && (name.length() >= shortest || isIdeographic(name));
                if (isName) {
                    add(name, kind);
                    add(plain(name), kind);
                }
            }
        }
    }

    private void add(String name, int kind) {
        int weak = ordinary.contains(name.toLowerCase(Locale.ROOT)) || name.length() == 2 && !isIdeographic(name)
                ? NameWords.ORDINARY
                : 0;
        names.merge(name, kind | weak, (some, more) -> some | more);
    }

    private static boolean isIdeographic(String name) {
        return name.codePointAt(0) >= 0x3040;
    }

    /** As it is written where nobody has the accents. */
    private static String plain(String name) {
        return isIdeographic(name)
                ? name
                : Normalizer.normalize(name, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replace('ł', 'l')
                        .replace('Ł', 'L');
    }

    private static List<String> values(String locale, String key) {
        Faker faker = new Faker(Locale.forLanguageTag(locale));
        Object found = faker.fakeValuesService().fetchObject(key, faker.getContext());
        return found instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : found == null ? List.of() : List.of(String.valueOf(found));
    }

    private String resource() {
        var kinds = new TreeMap<Integer, String>(Map.of(
                NameWords.GIVEN,
                "given",
                NameWords.SURNAME,
                "surname",
                NameWords.GIVEN | NameWords.SURNAME,
                "both",
                NameWords.GIVEN | NameWords.ORDINARY,
                "weak given",
                NameWords.SURNAME | NameWords.ORDINARY,
                "weak surname",
                NameWords.GIVEN | NameWords.SURNAME | NameWords.ORDINARY,
                "weak both"));
        var text = new StringBuilder("""
                # Given names and surnames: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Japanese and
                # Indian ones. Made by NamesOfDatafaker (test code) from the locale files of net.datafaker %s, Apache License
                # 2.0. Weak ones are ordinary words or places as well. Not to be edited: make it again.
                """.formatted(Faker.class.getPackage().getImplementationVersion()));
        kinds.forEach((kind, label) -> {
            var line = new StringBuilder(label).append(':');
            var sorted = new TreeSet<String>();
            names.forEach((name, of) -> {
                if (of.equals(kind)) {
                    sorted.add(name);
                }
            });
            for (String name : sorted) {
                if (line.toString().getBytes(StandardCharsets.UTF_8).length + name.length() >= LINE) {
                    text.append(line).append('\n');
                    line = new StringBuilder(label).append(':');
                }
                line.append(' ').append(name);
            }
            text.append(line).append('\n');
        });
        return text.toString();
    }
}
