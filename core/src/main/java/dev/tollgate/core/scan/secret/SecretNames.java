package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.secret.NamedSecret.Strength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells from a name whether its value is secret: the last words of the name decide, as {@code secret/names.txt} has them. */
public final class SecretNames {
    private static final String NONE = "NONE";
    private static final int MOST_WORDS = 4;

    /** Of these a name may be made without a sign between words: {@code dbpassword}, {@code authtoken}. */
    private static final List<String> GLUED = List.of(
            "password", "passwd", "passphrase", "apikey", "secretkey", "accesskey", "privatekey", "secret", "token");

    private final List<String> words;
    private final Map<String, Optional<Strength>> strengths = new HashMap<>();
    private final Set<String> after;
    private final List<Label> labels = new ArrayList<>();

    /** @param phrase of a rule, without separators */
    private record Label(String phrase, SecretRule rule) {}

    SecretNames(List<SecretRule> rules) {
        Map<String, List<String>> lists = DataLines.lists("names.txt");
        for (Strength strength : Strength.values()) {
            lists.get(strength.name()).forEach(name -> strengths.put(name, Optional.of(strength)));
        }
        lists.get(NONE).forEach(name -> strengths.put(name, Optional.empty()));
        this.words = List.copyOf(lists.get("words"));
        this.after = new HashSet<>(lists.get("after"));
        for (SecretRule rule : rules) {
            rule.near().forEach(near -> labels.add(new Label(near.replace("_", ""), rule)));
        }
    }

    /** What a text is searched for: one of them is in each name of a secret. */
    List<String> words() {
        return words;
    }

    /** @param spoken the name as words in lower case with one space between them */
    public Optional<NamedSecret> named(String spoken) {
        String[] parts = spoken.split(" ");
        int end = parts.length;
        while (end > 1 && (after.contains(parts[end - 1]) || isNumber(parts[end - 1]))) {
            end--;
        }
        String last = parts[end - 1];
        for (int count = Math.min(MOST_WORDS, end); count > 0; count--) {
            String tail = String.join(" ", List.of(parts).subList(end - count, end));
            Optional<Strength> known = strengths.get(tail);
            if (known != null) {
                return known.map(strength -> named(strength, last, spoken));
            }
        }
        return glued(last, spoken);
    }

    /** Whether names with this word are names of passwords. */
    boolean isPassword(String word) {
        return strengths.getOrDefault(word, Optional.empty()).equals(Optional.of(Strength.PASSWORD));
    }

    /** Whether a call of this name gives the secret that it names: {@code setPassword("...")}, {@code token("...")}. */
    boolean isSetter(String spoken) {
        return spoken.startsWith("set ")
                || spoken.startsWith("with ")
                || strengths.getOrDefault(spoken, Optional.empty()).isPresent();
    }

    private Optional<NamedSecret> glued(String last, String spoken) {
        for (String word : GLUED) {
            if (last.endsWith(word) && !isNegated(last, word)) {
                return strengths.get(word).map(strength -> named(strength, word, spoken));
            }
        }
        return Optional.empty();
    }

    /** {@code maxtoken}, {@code hastoken}. */
    private boolean isNegated(String last, String word) {
        String first = last.substring(0, last.length() - word.length());
        return strengths
                .getOrDefault(first + " " + word, Optional.of(Strength.SECRET))
                .isEmpty();
    }

    private NamedSecret named(Strength strength, String last, String spoken) {
        String compact = spoken.replace(" ", "");
        List<SecretRule> rules = labels.stream()
                .filter(label -> compact.contains(label.phrase()))
                .map(Label::rule)
                .toList();
        return new NamedSecret(strength, !last.endsWith("token"), rules);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(Character::isDigit);
    }
}
