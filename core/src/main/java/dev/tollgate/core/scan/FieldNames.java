package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.Phrases.Meaning;
import dev.tollgate.core.scan.secret.NamedSecret;
import dev.tollgate.core.scan.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

/** Tells from a field's name what its value is, by the phrases that stand in front of values in texts. */
final class FieldNames {
    private static final int LONGEST = 256;
    /** {@code file_name}, {@code row_id}, {@code reference}: whatever is a person's is among the labels. */
    private static final Field NUMBER_OR_NAME_OF_A_THING = new Field(Set.of(), Optional.empty(), true);

    private static final Set<String> NUMBERS_OF_THINGS =
            Set.of("id", "ids", "ref", "reference", "uid", "key", "seq", "nonce", "guid", "no", "nr", "serial");

    private final Phrases phrases;
    private final Secrets secrets;
    private final Keywords words;
    private final Map<String, Set<PersonalType>> whole;
    private final Map<String, Set<PersonalType>> likely;
    private final TokenForm tokens;

    FieldNames(List<Label> labels, List<String> plain, Secrets secrets, TokenForm tokens) {
        this.tokens = tokens;
        this.phrases = Phrases.ofFieldNames(
                labels.stream().filter(label -> !label.isWhole()).toList(), plain);
        this.whole = wholeNames(labels, false);
        this.likely = wholeNames(labels, true);
        this.words = Keywords.of(phrases.words());
        this.secrets = secrets;
    }

    private static Map<String, Set<PersonalType>> wholeNames(List<Label> labels, boolean areLikely) {
        return labels.stream()
                .filter(label -> label.isWhole() && label.isLikely() == areLikely)
                .flatMap(label -> Stream.of(label, label.withoutAccents()))
                .collect(groupingBy(Label::phrase, mapping(Label::type, toUnmodifiableSet())));
    }

    Field field(String name) {
        if (name.length() > LONGEST || hasToken(name)) {
            return Field.NONE;
        }
        String words = SpokenName.of(name);
        Set<PersonalType> likelyTypes = likely.getOrDefault(words, Set.of());
        Field field = field(words, whole.getOrDefault(words, Set.of()));
        if (field == Field.NONE && likelyTypes.isEmpty() && isOfThing(words)) {
            return NUMBER_OR_NAME_OF_A_THING;
        }
        return likelyTypes.isEmpty() || !field.personal().isEmpty()
                ? field
                : new Field(field.personal(), likelyTypes, field.secret(), field.isPlain());
    }

    private static boolean isOfThing(String words) {
        return words.endsWith("name") || NUMBERS_OF_THINGS.contains(words.substring(words.lastIndexOf(' ') + 1));
    }

    private Field field(String name, Set<PersonalType> wholeTypes) {
        byte[] spoken = name.getBytes(StandardCharsets.UTF_8);
        var types = EnumSet.noneOf(PersonalType.class);
        types.addAll(wholeTypes);
        Optional<NamedSecret> secret = secrets.named(name);
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
        return types.isEmpty() && secret.isEmpty() && lastPlain == 0
                ? Field.NONE
                : new Field(types, secret, types.isEmpty() && lastPlain > 0);
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
}
