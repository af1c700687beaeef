package dev.tollgate.core.scan;

/** The last numbers with the shape of some form: a label may still stand behind one. */
final class RecentNumbers {
    private static final int KEPT = 4;
    private static final int FARTHEST = 12;

    private static final int[] NONE = {};

    private int[] starts = NONE;
    private int[] ends = NONE;
    private int[] places = NONE;
    private int added;

    /** @param place in the {@link IdShapes} */
    void add(int start, int end, int place) {
        if (added == 0) {
            starts = new int[KEPT];
            ends = new int[KEPT];
            places = new int[KEPT];
        }
        int at = added++ % KEPT;
        starts[at] = start;
        ends[at] = end;
        places[at] = place;
    }

    int size() {
        return Math.min(added, KEPT);
    }

    int start(int number) {
        return starts[number];
    }

    int end(int number) {
        return ends[number];
    }

    int place(int number) {
        return places[number];
    }

    /**
     * {@code 078-05-1120 (SSN)}, {@code 078-05-1120 is my SSN}.
     *
     * @param label the first byte of a label
     */
    boolean isLabelledBehind(int number, byte[] text, int label) {
        int end = ends[number];
        if (label <= end || label - end > FARTHEST) {
            return false;
        }
        if (text[end] == '(' || end + 1 < label && text[end] == ' ' && text[end + 1] == '(') {
            return true;
        }
        return label - end >= 4
                && text[end] == ' '
                && text[end + 1] == 'i'
                && text[end + 2] == 's'
                && text[end + 3] == ' ';
    }
}
