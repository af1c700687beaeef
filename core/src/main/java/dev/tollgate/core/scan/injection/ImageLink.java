package dev.tollgate.core.scan.injection;

import java.util.Optional;

/**
 * An image of Markdown on another host whose query is left to be filled in: {@code ![x](https://host/?q={the conversation})}.
 * Whoever shows it sends what was filled in.
 */
final class ImageLink {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_URL = 2048;
    private static final int PLACEHOLDER = 35;
    private static final int SPOKEN_PLACEHOLDER = 50;

    private ImageLink() {}

    /**
     * @param at behind {@code ![}
     * @param start of the whole image
     * @return nothing when it is an ordinary image
     */
    static Optional<Sign> look(byte[] text, int at, int to, int start) {
        int name = find(text, at, Math.min(to, at + LONGEST_NAME), (byte) ']');
        if (name < 0 || name + 5 >= to || text[name + 1] != '(' || text[name + 2] != 'h' && text[name + 2] != '/') {
            return Optional.empty();
        }
        int latest = Math.min(to, name + LONGEST_URL);
        int query = -1;
        int placeholder = -1;
        int spaces = 0;
        for (int i = name + 2; i < latest && text[i] != '\n' && !isStart(text, i, to); i++) {
            byte b = text[i];
            if (b == ')') {
                int weight = spaces > 0 ? SPOKEN_PLACEHOLDER : PLACEHOLDER;
                return placeholder < 0
                        ? Optional.empty()
                        : Optional.of(new Sign(SignKind.EXFILTRATION, start, i + 1, weight));
            }
            if (b == '?') {
                query = i;
            } else if (query > 0 && placeholder < 0 && (b == '{' || b == '<' || b == '[')) {
                placeholder = i;
            } else if (placeholder > 0 && b == ' ') {
                spaces++;
            }
        }
        return Optional.empty();
    }

    /** Of the next image, which is read for itself. */
    private static boolean isStart(byte[] text, int at, int to) {
        return text[at] == '!' && at + 1 < to && text[at + 1] == '[';
    }

    private static int find(byte[] text, int from, int to, byte sought) {
        for (int i = from; i < to && !isStart(text, i, to); i++) {
            if (text[i] == sought) {
                return i;
            }
        }
        return -1;
    }
}
