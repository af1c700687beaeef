package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.Phrases.Meaning;
import dev.tollgate.core.scan.secret.NamedSecret;
import dev.tollgate.core.scan.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Tells from a field's name what its value is, by the phrases that stand in front of values in texts. */
final class FieldNames {
    private static final int LONGEST = 64;

    private final Phrases phrases;
    private final Secrets secrets;
    private final Keywords words;
    private final TokenForm tokens;

    FieldNames(List<Label> labels, List<String> plain, Secrets secrets, TokenForm tokens) {
        this.tokens = tokens;
        this.phrases = Phrases.ofFieldNames(labels, plain);
        this.words = Keywords.of(phrases.words());
        this.secrets = secrets;
    }

    Field field(String name) {
        if (name.length() > LONGEST || hasToken(name)) {
            return Field.NONE;
        }
        String named = SpokenName.of(name);
        Optional<NamedSecret> secret = secrets.named(named);
        byte[] spoken = named.getBytes(StandardCharsets.UTF_8);
        var types = EnumSet.noneOf(PersonalType.class);
        Meaning said = Meaning.PLAIN;
        int saidFrom = 0;
        int saidUntil = 0;
        int lastTyped = 0;
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
        int start = name.indexOf('[');
        if (start < 0) {
            return false;
        }
        byte[] bytes = name.substring(start).getBytes(StandardCharsets.UTF_8);
        return tokens.covers(bytes, 0, bytes.length, 0, 1);
    }
}
