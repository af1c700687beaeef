package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Keywords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for signs that a text wants to instruct the model that reads it. It waits for words that ordinary text seldom has;
 * what it does then is in {@link InjectionScan}. It may be shared by threads.
 */
public final class InjectionDetector {
    /** In bytes. */
    private static final int LONGEST_WAITED_FOR = 17;

    private final PhraseBook book = PhraseBook.read();
    private final List<String> words = new ArrayList<>();
    private final List<Cue> cues = new ArrayList<>();
    private final Keywords ownWords;
    private final SurroundingWords surroundings = new SurroundingWords();

    public InjectionDetector() {
        var waitedFor = new LinkedHashMap<String, Boolean>();
        for (String anchor : book.anchors()) {
            String word = begun(anchor);
            for (String form : forms(word)) {
                waitedFor.merge(form, !word.equals(anchor), Boolean::logicalOr);
            }
        }
        waitedFor.forEach((word, isStem) -> add(word, new Cue.Phrase(isStem)));
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

    /** As much of it as is rare, since every letter takes room in the automaton. The phrase decides. */
    private static String begun(String anchor) {
        String whole = anchor.endsWith("*") ? anchor.substring(0, anchor.length() - 1) : anchor;
        int end = 0;
        int bytes = 0;
        while (end < whole.length() && bytes < LONGEST_WAITED_FOR) {
            int character = whole.codePointAt(end);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : 3;
            end += Character.charCount(character);
        }
        return whole.substring(0, end);
    }

    /** The automaton knows capitals of ASCII only: also with a first capital letter, and in capitals. */
    private static Set<String> forms(String word) {
        if (word.chars().allMatch(c -> c < 0x80)) {
            return Set.of(word);
        }
        int first = word.codePointAt(0);
        var forms = new LinkedHashSet<String>();
        forms.add(word);
        forms.add(Character.toString(Character.toUpperCase(first)) + word.substring(Character.charCount(first)));
        forms.add(word.toUpperCase(Locale.ROOT));
        return forms;
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
