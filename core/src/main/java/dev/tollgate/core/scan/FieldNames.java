package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Labels.Label;
import dev.tollgate.core.scan.Phrases.Meaning;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Tells from a field's name what its value is, by the phrases that stand in front of values in texts. */
final class FieldNames {
    private static final int LONGEST = 64;

    private final Phrases phrases;
    private final int secretsFrom;
    private final Keywords words;
    private final TokenForm tokens;

    FieldNames(List<Label> labels, List<String> plain, List<String> secret, TokenForm tokens) {
        this.tokens = tokens;
        this.phrases = Phrases.ofFieldNames(labels, plain);
        var all = new ArrayList<>(phrases.words());
        this.secretsFrom = all.size();
        all.addAll(secret);
        this.words = Keywords.of(all);
    }

    Field field(String name) {
        if (name.length() > LONGEST || hasToken(name)) {
            return Field.NONE;
        }
        byte[] spoken = spoken(name).getBytes(StandardCharsets.UTF_8);
        var types = EnumSet.noneOf(PersonalType.class);
        boolean isSecret = false;
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
        int start = name.indexOf('[');
        if (start < 0) {
            return false;
        }
        byte[] bytes = name.substring(start).getBytes(StandardCharsets.UTF_8);
        return tokens.covers(bytes, 0, bytes.length, 0, 1);
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
