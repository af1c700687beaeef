package dev.tollgate.core.scan;

import dev.tollgate.core.scan.TextTable.Cell;
import dev.tollgate.core.scan.injection.InjectionDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds personal data and secrets in one pass over a text. It may be shared by threads. Its work is linear in the text,
 * whatever that is: each byte is read once for words and anchors, and around an anchor a bounded number of bytes.
 */
public final class Scanner implements TextScanner {
    private static final int NO_ANCHOR = 0;
    private static final int DIGIT = 1;
    private static final int AT_SIGN = 2;
    private static final int COLON = 3;
    private static final int PHONE_SIGN = 4;
    private static final int CAPITAL = 5;
    private static final int ODD_CHARACTER = 6;

    /** The shortest value of any type. */
    private static final int SHORTEST = 3;

    private static final int SHORTEST_TABLE = 12;

    private final Detectors detectors = Made.ALL;
    private final Keywords words = detectors.words().words();
    private final byte[] anchors = anchors();

    /** Every type that a finding can have: personal data, kinds of secrets, signs of hidden instructions. */
    public Set<FindingType> types() {
        return detectors.types();
    }

    /** The same without the work of making a scanner. */
    public static Set<FindingType> allTypes() {
        return Detectors.allTypes();
    }

    @Override
    public TokenForm tokens() {
        return detectors.tokens();
    }

    @Override
    public Field field(String name) {
        return detectors.fieldNames().field(name);
    }

    @Override
    public Findings scan(byte[] text, int from, int to, Field field) {
        Findings findings = scanAsItIs(text, from, to, field);
        return to - from < SHORTEST
                ? findings
                : FoldedText.of(text, from, to)
                        .map(folded -> withFolded(findings, folded, field))
                        .orElse(findings);
    }

    /** Signs of hidden instructions are in the text itself. */
    private Findings withFolded(Findings findings, FoldedText folded, Field field) {
        List<Finding> found =
                scanAsItIs(folded.bytes(), 0, folded.length(), field).values();
        if (found.isEmpty()) {
            return findings;
        }
        var values = new ArrayList<>(findings.values());
        found.forEach(finding -> values.add(folded.unfolded(finding)));
        return new Findings(Overlaps.resolved(values), findings.indicators());
    }

    private Findings scanAsItIs(byte[] text, int from, int to, Field field) {
        if (field == Field.NONE && to - from >= SHORTEST_TABLE) {
            Optional<TextTable> table = TextTable.in(text, from, to, this::field);
            if (table.isPresent()) {
                return scanTable(text, from, to, table.get());
            }
        }
        return scanText(text, from, to, field);
    }

    /** Row by row; what stands above and below it is text. */
    private Findings scanTable(byte[] text, int from, int to, TextTable table) {
        var parts = new ArrayList<Findings>();
        parts.add(scanText(text, from, table.start(), Field.NONE));
        int line = table.start();
        while (line < to) {
            int end = TextTable.lineEnd(text, line, to);
            List<Cell> cells = table.row(text, line, end);
            if (cells.isEmpty() && !TextTable.isRule(text, line, end)) {
                // One odd line, or one in quotes with a line in it, is not the end of a table.
                int next = table.nextRow(text, line, to);
                parts.add(scanText(text, line, next, Field.NONE));
                line = next;
                continue;
            }
            for (int column = 0; column < cells.size(); column++) {
                Cell cell = cells.get(column);
                parts.add(scanText(text, cell.from(), cell.to(), table.fields().get(column)));
            }
            line = Math.min(to, end + 1);
        }
        return together(parts);
    }

    private static Findings together(List<Findings> parts) {
        return new Findings(
                parts.stream().flatMap(part -> part.values().stream()).toList(),
                parts.stream().flatMap(part -> part.indicators().stream()).toList());
    }

    private Findings scanText(byte[] text, int from, int to, Field field) {
        if (field != Field.NONE) {
            var pass = new Pass(detectors, text, from, to, field);
            pass.readField();
            scan(text, from, from, to, Keywords.START, pass);
            return pass.findings();
        }
        return to - from < SHORTEST ? Findings.NONE : scanFree(text, from, to);
    }

    /** Most texts of a JSON document have nothing to look at; until something is, this is all that is done for them. */
    private Findings scanFree(byte[] text, int from, int to) {
        int state = Keywords.START;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            int next = words.next(state, b);
            if (words.isEnd(next) || anchors[b & 0xFF] != NO_ANCHOR && isAnchor(text, from, to, at)) {
                var pass = new Pass(detectors, text, from, to, Field.NONE);
                scan(text, from, at, to, state, pass);
                List<InnerTables.Cell> cells = pass.cells();
                return cells.isEmpty() ? pass.findings() : withCells(text, cells, pass.findings());
            }
            state = next;
        }
        return Findings.NONE;
    }

    /** What is inside of a cell is what its column says, whatever it would be in running text. */
    private Findings withCells(byte[] text, List<InnerTables.Cell> cells, Findings findings) {
        var parts = new ArrayList<Findings>();
        var around = new ArrayList<>(findings.values());
        around.removeIf(finding -> isInCell(finding, cells));
        parts.add(new Findings(around, findings.indicators()));
        for (InnerTables.Cell cell : cells) {
            parts.add(new Findings(
                    scanText(text, cell.from(), cell.to(), cell.field()).values(), List.of()));
        }
        Findings all = together(parts);
        return new Findings(Overlaps.resolved(all.values()), all.indicators());
    }

    /** The cells are sorted, and do not overlap. */
    private static boolean isInCell(Finding finding, List<InnerTables.Cell> cells) {
        int low = 0;
        int high = cells.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells.get(middle).from() <= finding.from()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && finding.to() <= cells.get(low - 1).to();
    }

    private boolean isAnchor(byte[] text, int from, int to, int at) {
        return switch (anchors[text[at] & 0xFF]) {
            case NO_ANCHOR -> false;
            case CAPITAL -> detectors.names().isOfInterest(text, from, to, at);
            case ODD_CHARACTER -> InjectionDetector.isOfInterest(text, from, to, at);
            default -> true;
        };
    }

    /**
     * @param start where to go on
     * @param before the state of the words there
     */
    private void scan(byte[] text, int from, int start, int to, int before, Pass pass) {
        int state = before;
        for (int at = start; at < to; at++) {
            byte b = text[at];
            state = words.next(state, b);
            if (words.isEnd(state)) {
                for (int word : words.endingAt(state)) {
                    pass.word(word, at + 1);
                }
            }
            if (anchors[b & 0xFF] != NO_ANCHOR) {
                anchor(text, from, to, at, pass);
            }
        }
    }

    private void anchor(byte[] text, int from, int to, int at, Pass pass) {
        switch (anchors[text[at] & 0xFF]) {
            case DIGIT -> pass.digit(at);
            case AT_SIGN -> pass.atSign(at);
            case COLON -> pass.colon(at);
            case PHONE_SIGN -> pass.phoneSign(at);
            case CAPITAL -> pass.capital(at);
            case ODD_CHARACTER -> {
                if (InjectionDetector.isOfInterest(text, from, to, at)) {
                    pass.oddCharacter(at);
                }
            }
            default -> {}
        }
    }

    private static byte[] anchors() {
        var anchors = new byte[256];
        for (int digit = '0'; digit <= '9'; digit++) {
            anchors[digit] = DIGIT;
        }
        for (int capital = 'A'; capital <= 'Z'; capital++) {
            anchors[capital] = CAPITAL;
        }
        // The first bytes of capital letters of Latin-1 and Latin Extended-A.
        anchors[0xC3] = CAPITAL;
        anchors[0xC4] = CAPITAL;
        anchors[0xC5] = CAPITAL;
        anchors['@'] = AT_SIGN;
        anchors[':'] = COLON;
        anchors['+'] = PHONE_SIGN;
        anchors['('] = PHONE_SIGN;
        for (int lead = 128; lead < 256; lead++) {
            if (InjectionDetector.mayBeOfInterest((byte) lead)) {
                anchors[lead] = ODD_CHARACTER;
            }
        }
        return anchors;
    }

    /** Made once and never changed: by the compiler of a native executable, which then starts with them, else by the first scanner. */
    private static final class Made {
        static final Detectors ALL = Detectors.all();
    }
}
