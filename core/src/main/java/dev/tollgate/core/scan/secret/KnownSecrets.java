package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;

/** Secrets with a form of their own: {@code ghp_...}, or 32 hexadecimal digits behind {@code datadog_api_key}. */
public final class KnownSecrets implements WordDetector {
    /** Where the secret key of an access key of AWS stands, when it stands behind it. */
    private static final int PAIR_REACH = 160;

    private static final int PAIR_LENGTH = 40;

    private final List<String> words = new ArrayList<>();
    private final List<Spelled[]> spelled = new ArrayList<>();
    private final Placeholders placeholders;
    private final SecretRule pair;

    /** @param exact the word in its own case; empty for labels, which may be in any */
    private record Spelled(byte[] exact, SecretRule rule) {}

    KnownSecrets(List<SecretRule> rules, Placeholders placeholders) {
        this.placeholders = placeholders;
        this.pair = rules.stream()
                .filter(rule -> rule.kind().name().equals("AWS_SECRET_ACCESS_KEY"))
                .findFirst()
                .orElseThrow();
        Map<String, List<Spelled>> byWord = new LinkedHashMap<>();
        for (SecretRule rule : rules) {
            for (String word : rule.form().words()) {
                byWord.computeIfAbsent(word.toLowerCase(Locale.ROOT), w -> new ArrayList<>())
                        .add(new Spelled(word.getBytes(StandardCharsets.UTF_8), rule));
            }
            for (String near : rule.near()) {
                for (String spelling : SecretRules.spellings(near)) {
                    byWord.computeIfAbsent(spelling, w -> new ArrayList<>()).add(new Spelled(new byte[0], rule));
                }
            }
        }
        byWord.forEach((word, rulesOfWord) -> {
            words.add(word);
            spelled.add(rulesOfWord.toArray(Spelled[]::new));
        });
    }

    @Override
    public List<String> words() {
        return List.copyOf(words);
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int value = -2;
        for (Spelled one : spelled.get(word)) {
            if (one.exact().length > 0) {
                lookAround(one, text, from, to, end, sink);
            } else {
                value = value == -2
                        ? valueBehind(text, from, to, words.get(word).length(), end)
                        : value;
                lookBehind(one.rule(), text, to, value, end, sink);
            }
        }
    }

    private void lookAround(Spelled one, byte[] text, int from, int to, int end, Sink sink) {
        byte[] exact = one.exact();
        int start = end - exact.length;
        for (int i = 0; i < exact.length; i++) {
            if (text[start + i] != exact[i]) {
                return;
            }
        }
        SecretRule rule = one.rule();
        long match = rule.form().match(text, from, to, start, end);
        if (match == SecretForm.NO_MATCH) {
            return;
        }
        int secretFrom = (int) (match >>> 32);
        int secretTo = (int) match;
        int body = secretFrom == start && end < secretTo ? end : secretFrom;
        if (!rule.holds(text, secretFrom, body, secretTo, placeholders)) {
            return;
        }
        sink.found(rule.kind(), secretFrom, secretTo, rule.confidence());
        if (rule.kind().name().equals("AWS_ACCESS_KEY_ID")) {
            lookForPair(text, secretTo, to, sink);
        }
    }

    /** The secret key of AWS has no sign of its own; next to its access key it is known by its length. */
    private void lookForPair(byte[] text, int from, int to, Sink sink) {
        int latest = Math.min(to, from + PAIR_REACH);
        int start = from;
        for (int i = from; i <= latest; i++) {
            boolean isIn = i < latest && isOfKey(text[i]);
            if (isIn) {
                continue;
            }
            if (i - start == PAIR_LENGTH && pair.holds(text, start, start, i, placeholders)) {
                sink.found(pair.kind(), start, i, pair.confidence());
                return;
            }
            start = i + 1;
        }
    }

    private static boolean isOfKey(byte b) {
        return b > 0 && (isAlphanumeric(b) || b == '/' || b == '+');
    }

    private static int valueBehind(byte[] text, int from, int to, int length, int end) {
        int start = end - length;
        boolean isInside = start > from && isLower(text[start - 1]) && isLower(text[start]);
        return isInside ? -1 : Assigned.valueBehind(text, to, end);
    }

    private static boolean isLower(byte b) {
        return b >= 'a' && b <= 'z';
    }

    private void lookBehind(SecretRule rule, byte[] text, int to, int value, int end, Sink sink) {
        boolean isNext = end + 1 < to && text[end] == ' ';
        if (!(value >= 0 && lookAt(rule, text, value, to, sink)) && isNext) {
            lookAt(rule, text, end + 1, to, sink);
        }
    }

    /** A value that ends where it should, not a part of one. */
    private boolean lookAt(SecretRule rule, byte[] text, int value, int to, Sink sink) {
        int at = value;
        long match = rule.form().match(text, at, to, at, at);
        if (match == SecretForm.NO_MATCH) {
            return false;
        }
        int secretFrom = (int) (match >>> 32);
        int secretTo = (int) match;
        if (goesOn(text, secretTo, to) || !rule.holds(text, secretFrom, secretFrom, secretTo, placeholders)) {
            return false;
        }
        sink.found(rule.kind(), secretFrom, secretTo, rule.confidence());
        return true;
    }

    private static boolean goesOn(byte[] text, int end, int to) {
        if (end == to) {
            return false;
        }
        byte next = text[end];
        if (next == '-' || next == '_' || next == '/' || next == '+' || next == '(' || next == '@') {
            return true;
        }
        return (next == '.' || next == ':' || next == '=') && end + 1 < to && isAlphanumeric(text[end + 1]);
    }
}
