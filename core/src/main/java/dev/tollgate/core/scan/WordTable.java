package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Phrases.Meaning;
import java.util.ArrayList;
import java.util.List;

/** The words that are searched for in texts, in one automaton: labels, words of detectors, words of hidden instructions. */
final class WordTable {
    private final Keywords words;
    private final Phrases phrases;
    private final Meaning[] meanings;
    private final WordDetector[] owners;
    private final int[] places;

    WordTable(Phrases phrases, List<WordDetector> detectors, List<String> ofInjections) {
        var all = new ArrayList<>(phrases.words());
        this.phrases = phrases;
        this.meanings = new Meaning[all.size()];
        for (int word = 0; word < meanings.length; word++) {
            meanings[word] = phrases.meaning(word);
        }
        int count =
                detectors.stream().mapToInt(detector -> detector.words().size()).sum();
        this.owners = new WordDetector[count];
        this.places = new int[count];
        int next = 0;
        for (WordDetector detector : detectors) {
            List<String> own = detector.words();
            for (int place = 0; place < own.size(); place++) {
                owners[next] = detector;
                places[next++] = place;
            }
            all.addAll(own);
        }
        all.addAll(InnerTables.SIGNS);
        all.addAll(ofInjections);
        this.words = Keywords.of(all);
    }

    Keywords words() {
        return words;
    }

    /** Tells what ends before {@code end} to whom it belongs. */
    void look(int word, byte[] text, int from, int to, int end, Pass pass) {
        if (word < meanings.length) {
            int start = end - words.length(word);
            boolean isWord = isStart(text, from, start) || isLastOfKey(text, to, start, end);
            if (isWord && !phrases.isOrdinary(word, text, start, end)) {
                pass.phrase(meanings[word], start, end);
            }
            return;
        }
        int ofDetectors = word - meanings.length;
        if (ofDetectors < owners.length) {
            owners[ofDetectors].look(text, from, to, places[ofDetectors], end, pass);
        } else if (ofDetectors - owners.length < InnerTables.SIGNS.size()) {
            pass.tableSign(ofDetectors - owners.length, end);
        } else {
            pass.injectionWord(ofDetectors - owners.length - InnerTables.SIGNS.size(), end);
        }
    }

    /** Of a word, as far as the byte before it tells: most words that are found are parts of others. */
    private static boolean isStart(byte[] text, int from, int start) {
        return start == from
                || !ByteClass.isLetter(text[start - 1])
                || !ByteClass.isLetter(text[start])
                || isWithoutSpaces(text[start]);
    }

    /** {@code customerSsn=}, {@code newPatientId=}. */
    private static boolean isLastOfKey(byte[] text, int to, int start, int end) {
        return text[start] >= 'A'
                && text[start] <= 'Z'
                && text[start - 1] >= 'a'
                && text[start - 1] <= 'z'
                && end < to
                && (text[end] == '=' || text[end] == ':' || text[end] == '"');
    }

    /** Kana, Chinese characters and Hangul, where a word may stand right behind another. */
    private static boolean isWithoutSpaces(byte first) {
        return (first & 0xFF) >= 0xE3 && (first & 0xFF) <= 0xED;
    }
}
