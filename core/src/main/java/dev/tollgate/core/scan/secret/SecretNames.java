package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.Keywords;
import dev.tollgate.core.scan.secret.NamedSecret.Strength;
import java.nio.charset.StandardCharsets;
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
    /** The labels of rules, without separators, and the rules in the same order. */
    private final Keywords labels;

    private final List<SecretRule> labelled = new ArrayList<>();

    SecretNames(List<SecretRule> rules) {
        Map<String, List<String>> lists = DataLines.lists("names.txt");
        for (Strength strength : Strength.values()) {
            lists.get(strength.name()).forEach(name -> strengths.put(name, Optional.of(strength)));
        }
        lists.get(NONE).forEach(name -> strengths.put(name, Optional.empty()));
        this.words = List.copyOf(lists.get("words"));
        this.after = new HashSet<>(lists.get("after"));
        var phrases = new ArrayList<String>();
        for (SecretRule rule : rules) {
            for (String near : rule.near()) {
                phrases.add(near.replace("_", ""));
                labelled.add(rule);
            }
        }
        this.labels = Keywords.of(phrases);
    }

    /** What a text is searched for: one of them is in each name of a secret. */
    List<String> words() {
        return words;
    }

    /** @param spoken the name as words in lower case with one space between them */
    public Optional<NamedSecret> named(String spoken) {
        int end = spoken.length();
        int lastWord = spoken.lastIndexOf(' ', end - 1) + 1;
        while (lastWord > 0 && isAfter(spoken.substring(lastWord, end))) {
            end = lastWord - 1;
            lastWord = spoken.lastIndexOf(' ', end - 1) + 1;
        }
        String last = spoken.substring(lastWord, end);
        int[] starts = new int[MOST_WORDS];
        int count = 0;
        for (int start = lastWord; count < MOST_WORDS; start = spoken.lastIndexOf(' ', start - 2) + 1) {
            starts[count++] = start;
            if (start == 0) {
                break;
            }
        }
        while (count > 0) {
            Optional<Strength> known = strengths.get(spoken.substring(starts[--count], end));
            if (known != null) {
                return known.map(strength -> named(strength, last, spoken));
            }
        }
        return glued(last, spoken);
    }

    private boolean isAfter(String word) {
        return after.contains(word) || isNumber(word);
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
        byte[] compact = spoken.replace(" ", "").getBytes(StandardCharsets.UTF_8);
        var rules = new ArrayList<SecretRule>();
        int state = Keywords.START;
        for (byte b : compact) {
            state = labels.next(state, b);
            if (labels.isEnd(state)) {
                for (int label : labels.endingAt(state)) {
                    rules.add(labelled.get(label));
                }
            }
        }
        return new NamedSecret(strength, !last.endsWith("token"), rules);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(Character::isDigit);
    }
}
