package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.scan.TextScanner;

/** One answer that is being redacted: what applies to it, and what was found so far. */
final class Answer {
    private final AnswerRules rules;
    private final Tally tally = new Tally();
    private final FieldRules fieldRules;
    private final KnownNames names;
    private final TextRedaction texts;
    private final ShortenedText shortened;

    Answer(TextScanner scanner, Tokens tokens, AnswerRules rules, boolean isExplained) {
        this.rules = rules;
        this.fieldRules = new FieldRules(rules.fields());
        var quarantine = new Quarantine(tokens);
        this.shortened = new ShortenedText(scanner.tokens(), quarantine);
        this.names = new KnownNames(scanner, fieldRules);
        this.texts = new TextRedaction(scanner, rules, tokens, quarantine, tally, isExplained);
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

    ShortenedText shortened() {
        return shortened;
    }

    Cap cap() {
        return rules.cap();
    }

    boolean hasOutputSchema() {
        return rules.outputSchema().isPresent();
    }

    /** @param value JSON, of which the bytes from {@code from} on are looked at */
    boolean fitsOutputSchema(byte[] value) {
        try {
            Json content = new JsonText(Redactor.MOST_DEPTH).parse(value);
            return rules.outputSchema()
                    .flatMap(schema -> schema.mismatch(content))
                    .isEmpty();
        } catch (JsonException unreadable) {
            return false;
        }
    }

    boolean keepsBlobs() {
        return rules.keepsBlobs();
    }
}
