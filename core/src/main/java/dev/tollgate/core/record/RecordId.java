package dev.tollgate.core.record;

import java.util.Optional;

/**
 * What a record is called: {@code <writer>-<seq>}, or {@code <writer>-<seq>.<item>} for the answer to an item of a batch,
 * whose first record that is.
 *
 * @param item the place of the question in its batch, from 0
 */
public record RecordId(String writer, long seq, Optional<Integer> item) {
    private static final int LONGEST = 64;
    private static final int MOST_DIGITS = 12;
    private static final int MOST_ITEM_DIGITS = 2;

    /** Empty when no record can be called so. */
    public static Optional<RecordId> parse(String text) {
        int dash = text.lastIndexOf('-');
        if (text.length() > LONGEST || dash < 1) {
            return Optional.empty();
        }
        int dot = text.indexOf('.', dash);
        String seq = text.substring(dash + 1, dot < 0 ? text.length() : dot);
        String item = dot < 0 ? "" : text.substring(dot + 1);
        String writer = text.substring(0, dash);
        boolean isId = writer.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
                && isNumber(seq, MOST_DIGITS)
                && (dot < 0 || isNumber(item, MOST_ITEM_DIGITS));
        return isId
                ? Optional.of(new RecordId(
                        writer, Long.parseLong(seq), dot < 0 ? Optional.empty() : Optional.of(Integer.parseInt(item))))
                : Optional.empty();
    }

    private static boolean isNumber(String text, int mostDigits) {
        return !text.isEmpty()
                && text.length() <= mostDigits
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }
}
