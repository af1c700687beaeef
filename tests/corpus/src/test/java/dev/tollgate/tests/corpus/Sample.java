package dev.tollgate.tests.corpus;

import dev.tollgate.tests.corpus.Mark.Sort;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The first tuned texts with their labels, to look at. Secrets are written with a dot after every fourth character, so that
 * nobody takes them for real ones.
 */
final class Sample {
    private static final int SIZE = 600;
    private static final int LONGEST = 1_200;

    private final Corpus corpus;

    Sample(Corpus corpus) {
        this.corpus = corpus;
    }

    String markdown() {
        var sample = new StringBuilder(
                "# A sample of the tuned texts\n\n`«TYPE:value»` must be found, `‹kind:value›` must not.\n"
                        + "Secrets have a dot after every fourth character here.\n");
        corpus.texts(SIZE)
                .filter(text -> text.split() == Split.TUNED && text.text().length() <= LONGEST)
                .forEach(text -> sample.append("\n## ")
                        .append(text.number())
                        .append(' ')
                        .append(text.form())
                        .append(' ')
                        .append(text.language())
                        .append(text.hasInjection() ? " injection" : "")
                        .append("\n````\n")
                        .append(marked(text))
                        .append("\n````\n"));
        return sample.toString();
    }

    private static String marked(CorpusText text) {
        byte[] bytes = text.bytes();
        List<Mark> marks = text.marks().stream()
                .sorted(Comparator.comparingInt(Mark::from))
                .toList();
        var marked = new StringBuilder();
        int at = 0;
        for (Mark mark : marks) {
            String value = string(bytes, mark.from(), mark.to());
            marked.append(string(bytes, at, mark.from()))
                    .append(mark.sort() == Sort.NEGATIVE ? '‹' : '«')
                    .append(mark.sort() == Sort.EITHER ? "?" : "")
                    .append(mark.name())
                    .append(':')
                    .append(mark.sort() == Sort.SECRET ? dotted(value) : value)
                    .append(mark.sort() == Sort.NEGATIVE ? '›' : '»');
            at = mark.to();
        }
        // A text with an invisible one in it is hard to keep in a file.
        return marked.append(string(bytes, at, bytes.length))
                .toString()
                .codePoints()
                .mapToObj(c -> isInvisible(c) ? "⟨" + Integer.toHexString(c) + "⟩" : Character.toString(c))
                .collect(java.util.stream.Collectors.joining());
    }

    private static boolean isInvisible(int c) {
        return c >= 0xE0000 || c >= 0x200B && c <= 0x200F || c == 0x2060 || c == '\r';
    }

    private static String dotted(String secret) {
        var dotted = new StringBuilder();
        for (int i = 0; i < secret.length(); i++) {
            dotted.append(i > 0 && i % 4 == 0 ? "·" : "").append(secret.charAt(i));
        }
        return dotted.toString();
    }

    private static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
