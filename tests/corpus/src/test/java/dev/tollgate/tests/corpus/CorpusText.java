package dev.tollgate.tests.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text of the corpus and what must be found in it.
 *
 * @param form such as {@code email} or {@code sql}
 * @param language ISO 639-1
 * @param template where it comes from: file and place in it
 * @param marks in bytes of UTF-8
 * @param hasInjection whether an instruction for the model that reads it is in it
 */
record CorpusText(
        int number,
        Split split,
        String form,
        String language,
        String template,
        String text,
        List<Mark> marks,
        boolean hasInjection) {
    CorpusText {
        marks = List.copyOf(marks);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
