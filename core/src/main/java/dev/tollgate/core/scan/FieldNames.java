package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.Phrases.Meaning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

/** Tells from a field's name what its value is, by the phrases that stand in front of values in texts. */
final class FieldNames {
    private static final int LONGEST = 64;
    /** {@code file_name}, {@code hostname}, {@code company name}: whatever is a person's is among the labels. */
    private static final Field NAME_OF_A_THING = new Field(Set.of(), false, true);

    private final Phrases phrases;
    private final int secretsFrom;
    private final Keywords words;
    private final Map<String, Set<PersonalType>> whole;
    private final Map<String, Set<PersonalType>> likely;
    private final TokenForm tokens;

    FieldNames(List<Label> labels, List<String> plain, List<String> secret, TokenForm tokens) {
        this.tokens = tokens;
        this.phrases = Phrases.ofFieldNames(
                labels.stream().filter(label -> !label.isWhole()).toList(), plain);
        this.whole = wholeNames(labels, false);
        this.likely = wholeNames(labels, true);
        var all = new ArrayList<>(phrases.words());
        this.secretsFrom = all.size();
        all.addAll(secret);
        this.words = Keywords.of(all);
    }

    private static Map<String, Set<PersonalType>> wholeNames(List<Label> labels, boolean areLikely) {
        return labels.stream()
                .filter(label -> label.isWhole() && label.isLikely() == areLikely)
                .collect(groupingBy(Label::phrase, mapping(Label::type, toUnmodifiableSet())));
    }

    Field field(String name) {
        if (name.length() > LONGEST || hasToken(name)) {
            return Field.NONE;
        }
        String words = spoken(name);
        Set<PersonalType> likelyTypes = likely.getOrDefault(words, Set.of());
        Field field = field(words, whole.getOrDefault(words, Set.of()));
        if (field == Field.NONE && likelyTypes.isEmpty() && words.endsWith("name")) {
            return NAME_OF_A_THING;
        }
        return likelyTypes.isEmpty() || !field.personal().isEmpty()
                ? field
                : new Field(field.personal(), likelyTypes, field.isSecret(), field.isPlain());
    }

    private Field field(String name, Set<PersonalType> wholeTypes) {
        byte[] spoken = name.getBytes(StandardCharsets.UTF_8);
        var types = EnumSet.noneOf(PersonalType.class);
        types.addAll(wholeTypes);
        boolean isSecret = false;
        Meaning said = Meaning.PLAIN;
        int saidFrom = 0;
        int saidUntil = 0;
        int lastTyped = wholeTypes.isEmpty() ? 0 : spoken.length;
        int lastPlain = 0;
        int state = Keywords.START;
        for (int i = 0; i < spoken.length; i++) {
            state = words.next(state, spoken[i]);
            if (!words.isEnd(state) || i + 1 < spoken.length && spoken[i + 1] != ' ') {
                continue;
            }
            for (int word : words.endingAt(state)) {
                int start = i + 1 - words.length(word);
                if (start > 0 && spoken[start - 1] != ' ') {
                    continue;
                }
                if (word >= secretsFrom) {
                    isSecret = true;
                    continue;
                }
                boolean isInside = start > saidFrom && start < saidUntil;
                said = isInside ? phrases.meaning(word).inside(said) : phrases.meaning(word);
                saidFrom = isInside ? saidFrom : start;
                saidUntil = i + 1;
                if (said.types().isEmpty()) {
                    lastPlain = i + 1;
                } else {
                    lastTyped = i + 1;
                    types.addAll(said.types());
                }
            }
        }
        // The last phrase says what it is: an "order phone" is a phone, a "phone order id" an order.
        if (lastPlain > lastTyped) {
            types.clear();
        }
        return types.isEmpty() && !isSecret && lastPlain == 0
                ? Field.NONE
                : new Field(types, isSecret, types.isEmpty() && lastPlain > 0);
    }

    /** What it was says nothing of the value. */
    private boolean hasToken(String name) {
        if (name.indexOf('[') < 0) {
            return false;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '[' && tokens.covers(bytes, 0, bytes.length, i, i + 1)) {
                return true;
            }
        }
        return false;
    }

    /** {@code customerSsn}, {@code CUSTOMER_SSN} and {@code customer.ssn} read "customer ssn". */
    static String spoken(String name) {
        var spoken = new StringBuilder(name.length() + 8);
        boolean wasLower = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUpper = Character.isUpperCase(c);
            boolean isLast = i + 1 < name.length()
                    && isUpper
                    && i > 0
                    && Character.isUpperCase(name.charAt(i - 1))
                    && Character.isLowerCase(name.charAt(i + 1));
            if (!Character.isLetterOrDigit(c)) {
                space(spoken);
            } else {
                if (isUpper && wasLower || isLast) {
                    space(spoken);
                }
                spoken.append(Character.toLowerCase(c));
            }
            wasLower = Character.isLowerCase(c) || Character.isDigit(c);
        }
        return spoken.toString().strip();
    }

    private static void space(StringBuilder spoken) {
        if (!spoken.isEmpty() && spoken.charAt(spoken.length() - 1) != ' ') {
            spoken.append(' ');
        }
    }
}
