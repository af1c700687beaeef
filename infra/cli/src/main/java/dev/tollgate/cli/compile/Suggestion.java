package dev.tollgate.cli.compile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** The known word that someone probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean 'x'?}, or nothing when no known word is close. */
    static String after(String written, Collection<String> known) {
        return closest(written, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static Optional<String> closest(String written, Collection<String> known) {
        int most = Math.max(1, written.length() / 3);
        return new TreeSet<>(known)
                .stream()
                        .filter(word -> Math.abs(word.length() - written.length()) <= most)
                        .min(Comparator.comparingInt(word -> distance(written, word)))
                        .filter(word -> distance(written, word) <= most);
    }

    /** How many letters were left out, put in, replaced, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                table[i][j] = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[a.length()][b.length()];
    }
}
