package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Keywords;
import java.util.ArrayList;
import java.util.List;

/** Words that are looked for only in texts with signs: of talk about attacks, and of markup that hides. */
final class SurroundingWords {
    enum Meaning {
        /** Speaks of attacks on models. */
        DISCUSSES,
        /** Gives examples, or is about software and documents. */
        ILLUSTRATES,
        FENCE,
        COMMENT,
        STYLE,
        MARKDOWN_COMMENT,
        LATEX
    }

    private final Keywords words;
    private final Meaning[] meanings;

    SurroundingWords() {
        var texts = new ArrayList<String>();
        var all = new ArrayList<Meaning>();
        for (String line : Resource.lines("surroundings.txt")) {
            int colon = line.indexOf(": ");
            texts.add(line.substring(colon + 2));
            all.add(Meaning.valueOf(line.substring(0, colon)));
        }
        this.words = Keywords.of(List.copyOf(texts));
        this.meanings = all.toArray(Meaning[]::new);
    }

    Keywords words() {
        return words;
    }

    Meaning meaning(int word) {
        return meanings[word];
    }
}
