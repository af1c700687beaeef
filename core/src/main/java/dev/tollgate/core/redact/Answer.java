package dev.tollgate.core.redact;

import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One answer that is being redacted: what applies to it, and what was found so far. */
final class Answer {
    private final AnswerRules rules;
    private final Tally tally = new Tally();
    private final FieldRules fieldRules;
    private final KnownNames names;
    private final TextRedaction texts;
    private final Map<String, Integer> renamed = new HashMap<>();

    Answer(Scanner scanner, Tokens tokens, AnswerRules rules, boolean isExplained) {
        this.rules = rules;
        this.fieldRules = new FieldRules(rules.fields());
        this.names = new KnownNames(scanner, fieldRules);
        this.texts = new TextRedaction(scanner, rules, new Transformer(tokens, scanner), tally, isExplained);
    }

    Tally tally() {
        return tally;
    }

    FieldRules fieldRules() {
        return fieldRules;
    }

    KnownNames names() {
        return names;
    }

    TextRedaction texts() {
        return texts;
    }

    Cap cap() {
        return rules.cap();
    }

    boolean keepsBlobs() {
        return rules.keepsBlobs();
    }

    /** The same name again has a number: members of one object have names of their own. */
    byte[] unique(byte[] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        int before = renamed.merge(text, 1, Integer::sum) - 1;
        return before == 0 ? name : (text + "_" + (before + 1)).getBytes(StandardCharsets.UTF_8);
    }
}
