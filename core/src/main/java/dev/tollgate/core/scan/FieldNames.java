package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
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
    private final Keywords keywords;
    private final Secrets secrets;

    FieldNames(List<Label> labels, List<String> plain, Secrets secrets) {
        this.phrases = Phrases.of(labels, plain);
        this.keywords = Keywords.of(phrases.words());
        this.secrets = secrets;
    }

    Field field(String name) {
        if (name.length() > LONGEST) {
            return Field.NONE;
        }
        String words = SpokenName.of(name);
        byte[] spoken = words.getBytes(StandardCharsets.UTF_8);
        var types = EnumSet.noneOf(PersonalType.class);
        Optional<NamedSecret> secret = secrets.named(words);
        boolean isPlain = false;
        int state = Keywords.START;
        for (int i = 0; i < spoken.length; i++) {
            state = keywords.next(state, spoken[i]);
            if (!keywords.isEnd(state) || i + 1 < spoken.length && spoken[i + 1] != ' ') {
                continue;
            }
            for (int word : keywords.endingAt(state)) {
                int start = i + 1 - keywords.length(word);
                if (start > 0 && spoken[start - 1] != ' ') {
                    continue;
                }
                if (phrases.meaning(word).types().isEmpty()) {
                    isPlain = true;
                } else {
                    types.addAll(phrases.meaning(word).types());
                }
            }
        }
        return types.isEmpty() && secret.isEmpty() && !isPlain
                ? Field.NONE
                : new Field(types, secret, isPlain && types.isEmpty());
    }
}
