package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Keywords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for signs that a text wants to instruct the model that reads it. It waits for words that ordinary text seldom has;
 * what it does then is in {@link InjectionScan}. It may be shared by threads.
 */
public final class InjectionDetector {
    private final PhraseBook book = PhraseBook.read();
    private final List<String> words = new ArrayList<>();
    private final List<Cue> cues = new ArrayList<>();
    private final Keywords ownWords;
    private final SurroundingWords surroundings = new SurroundingWords();

    public InjectionDetector() {
        for (String anchor : book.anchors()) {
            boolean isStem = anchor.endsWith("*");
            String word = isStem ? anchor.substring(0, anchor.length() - 1) : anchor;
            for (String form : forms(word)) {
                add(form, new Cue.Phrase(isStem));
            }
        }
        for (String line : Resource.lines("markers.txt")) {
            int colon = line.indexOf(": ");
            String[] head = line.substring(0, colon).split(" ");
            add(
                    line.substring(colon + 2),
                    new Cue.Marker(SignKind.valueOf(head[0]), Integer.parseInt(head[1]), head[2].equals("line")));
        }
        for (String line : Resource.lines("disguises.txt")) {
            int colon = line.indexOf(": ");
            add(line.substring(colon + 2), new Cue.Disguise(Cue.Trick.valueOf(line.substring(0, colon))));
        }
        this.ownWords = Keywords.of(words);
    }

    /** The automaton knows capitals of ASCII only. */
    private static Set<String> forms(String word) {
        var forms = new LinkedHashSet<String>();
        if (word.chars().allMatch(c -> c < 0x80)) {
            return Set.of(word);
        }
        String capitals = word.toUpperCase(Locale.ROOT);
        forms.add(word);
        forms.add(capitals.toLowerCase(Locale.ROOT).equals(word) ? asciiInLowerCase(capitals) : word);
        forms.add(asciiInLowerCase(capitals.charAt(0) + word.substring(1)));
        return forms;
    }

    private static String asciiInLowerCase(String word) {
        var lower = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 0x80) {
                lower.setCharAt(i, Character.toLowerCase(word.charAt(i)));
            }
        }
        return lower.toString();
    }

    private void add(String word, Cue cue) {
        words.add(word);
        cues.add(cue);
    }

    /** That a scan must be told of. In lower case, UTF-8. */
    public List<String> words() {
        return List.copyOf(words);
    }

    public InjectionScan begin(byte[] text, int from, int to) {
        return new InjectionScan(this, text, from, to, new DecodingBudget(to - from), 0);
    }

    /** Whether a character with this first byte may be one that a scan must be told of. */
    public static boolean mayBeOfInterest(byte lead) {
        return InvisibleText.mayBegin(lead);
    }

    /** Whether the character that begins here, beyond ASCII, is one that a scan must be told of. */
    public static boolean isOfInterest(byte[] text, int from, int to, int at) {
        return InvisibleText.mayBegin(text[at]) && InvisibleText.isOfInterest(text, from, to, at);
    }

    Cue cue(int word) {
        return cues.get(word);
    }

    int length(int word) {
        return ownWords.length(word);
    }

    Keywords ownWords() {
        return ownWords;
    }

    PhraseBook book() {
        return book;
    }

    SurroundingWords surroundings() {
        return surroundings;
    }
}
