package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.Keywords;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for signs that a text wants to instruct the model that reads it. It waits for words that ordinary text seldom has;
 * what it does then is in {@link InjectionScan}. It may be shared by threads.
 */
public final class InjectionDetector {
    private final PhraseBook book = new PhraseBook(Resource.lines("phrases.txt"));
    private final List<String> words = new ArrayList<>();
    private final List<Cue> cues = new ArrayList<>();
    private final Keywords ownWords;
    private final SurroundingWords surroundings = new SurroundingWords();

    public InjectionDetector() {
        for (String anchor : book.anchors()) {
            add(anchor, new Cue.Phrase());
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
