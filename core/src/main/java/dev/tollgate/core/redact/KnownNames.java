package dev.tollgate.core.redact;

import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.Finding;
import dev.tollgate.core.scan.Findings;
import dev.tollgate.core.scan.TextScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What is known of the names of members: a document has few, each many times. The oldest go when there are many. */
final class KnownNames {
    private static final int PLACES = 1_024;
    private static final int LONGEST = 256;

    private final TextScanner scanner;
    private final FieldRules rules;
    private final Name[] names = new Name[PLACES];

    KnownNames(TextScanner scanner, FieldRules rules) {
        this.scanner = scanner;
        this.rules = rules;
    }

    /**
     * @param bytes without escapes
     * @param findings in the name itself; empty when it could not be looked at
     * @param rule what becomes of each member with this name
     */
    record Name(byte[] bytes, String text, Field field, Optional<Findings> findings, Optional<Transform> rule) {
        boolean isPlain() {
            return findings.filter(Findings::isEmpty).isPresent();
        }
    }

    Name of(byte[] text, int from, int to) {
        if (to - from > LONGEST) {
            return read(text, from, to);
        }
        int place = hash(text, from, to) & PLACES - 1;
        Name known = names[place];
        if (known == null || !Arrays.equals(known.bytes(), 0, known.bytes().length, text, from, to)) {
            known = read(text, from, to);
            names[place] = known;
        }
        return known;
    }

    /** What a name says of its value when something else is written for it, where that says another thing. */
    Optional<Field> asWritten(Name name, String written) {
        if (written.equals(name.text())) {
            return Optional.empty();
        }
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        Field field = of(bytes, 0, bytes.length).field();
        return field.equals(name.field()) ? Optional.empty() : Optional.of(field);
    }

    private Name read(byte[] text, int from, int to) {
        byte[] bytes = Arrays.copyOfRange(text, from, to);
        String name = new String(bytes, StandardCharsets.UTF_8);
        Optional<Transform> rule = rules.named(name);
        try {
            Findings findings = scanner.scan(bytes, 0, bytes.length, Field.NONE);
            Field field = scanner.field(words(bytes, name, findings));
            return new Name(bytes, name, field, Optional.of(findings), rule);
        } catch (RuntimeException failed) {
            return new Name(bytes, name, Field.NONE, Optional.empty(), rule);
        }
    }

    /** A name without the values in it, and without what stands for them later and must not say more than they did. */
    private String words(byte[] bytes, String name, Findings findings) {
        if (findings.values().isEmpty() && name.indexOf('[') < 0) {
            return name;
        }
        byte[] words = bytes.clone();
        for (int i = 0; i < words.length; i++) {
            if (scanner.tokens().covers(bytes, 0, bytes.length, i, i + 1)) {
                words[i] = ' ';
            }
        }
        for (Finding finding : findings.values()) {
            Arrays.fill(words, finding.from(), finding.to(), (byte) ' ');
        }
        return withSingleSpaces(words);
    }

    /** How long a value was says nothing, and what stands for it has another length. */
    private static String withSingleSpaces(byte[] words) {
        int length = 0;
        for (byte b : words) {
            if (b != ' ' || length == 0 || words[length - 1] != ' ') {
                words[length++] = b;
            }
        }
        return new String(words, 0, length, StandardCharsets.UTF_8);
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        return hash ^ hash >>> 12;
    }
}
