package dev.tollgate.core.scan.phone;

import dev.tollgate.core.scan.ResourceLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How people of some countries write their numbers among themselves: the lines of {@code forms.txt}. */
final class NationalForms {
    private static final int TABLE = 1 << 11;
    private static final Form[] NONE = {};

    private final PhonePlan plan;
    private final List<Region> regions;
    private final long[] keys = new long[TABLE];
    private final Form[][] forms = new Form[TABLE][];

    /** By the first digit and the length of the first group: a bit for each length that the second may have. */
    private final int[] beginnings = new int[10 << 4];

    /**
     * @param code of the country, as a place in the plan
     * @param trunk the digit in front of a number that is not dialled from abroad; -1 when there is none
     * @param hasAlwaysTrunk whether each number is written with it
     */
    private record Region(int code, int trunk, boolean hasAlwaysTrunk) {}

    /**
     * @param beginnings one of which its digits have
     * @param separators those that may stand between the groups
     */
    private record Form(Region region, List<String> beginnings, int separators, int alone) {

        boolean mayBegin(int digit) {
            return beginnings.stream().anyMatch(beginning -> beginning.isEmpty() || beginning.charAt(0) - '0' == digit);
        }

        boolean begins(DigitGroups number) {
            for (String beginning : beginnings) {
                int same = 0;
                while (same < beginning.length() && number.digit(same) == beginning.charAt(same) - '0') {
                    same++;
                }
                if (same == beginning.length()) {
                    return true;
                }
            }
            return false;
        }
    }

    private NationalForms(PhonePlan plan, List<String> lines) {
        this.plan = plan;
        Map<String, Region> byName = new HashMap<>();
        Map<Long, List<Form>> byLengths = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("region")) {
                byName.put(words[1], region(words[2], words[3]));
                continue;
            }
            int separators = separators(words[1]);
            String[] names = words[0].split("=");
            List<String> first = List.of(names.length > 1 ? names[1].split(",") : new String[] {""});
            var form = new Form(byName.get(names[0]), first, separators, Integer.parseInt(words[2]));
            for (String groups : words[3].split(",")) {
                for (long key : keys(groups.strip())) {
                    byLengths.computeIfAbsent(key, lengths -> new ArrayList<>()).add(form);
                    begin(form, key >>> 4);
                }
            }
        }
        this.regions = List.copyOf(byName.values());
        byLengths.forEach(this::put);
    }

    static NationalForms ofResource(PhonePlan plan) {
        return new NationalForms(plan, ResourceLines.of(NationalForms.class, "forms.txt"));
    }

    /**
     * The confidence in the groups up to this one as a national number; 0 when they have no form of one. It is below 50 for
     * forms that mean something else as often.
     */
    int alone(DigitGroups number, int last) {
        int best = 0;
        int separators = number.separators(last);
        for (Form form : with(key(number.lengths(last), number.inParentheses()))) {
            if (form.alone() > best
                    && (separators & ~form.separators()) == 0
                    && form.begins(number)
                    && isOf(form.region(), number, number.digits(last))) {
                best = form.alone();
            }
        }
        return best;
    }

    /** Whether some form begins with this digit and a group of such a length. */
    boolean mayBegin(int digit, int first) {
        return first < 16 && beginnings[digit << 4 | first] != 0;
    }

    /** Whether some form begins with this digit and two groups of such lengths. */
    boolean mayBegin(int digit, int first, int second) {
        return first < 16 && second < 16 && (beginnings[digit << 4 | first] >> second & 1) != 0;
    }

    private void begin(Form form, long lengths) {
        long two = lengths;
        while (two > 0xFF) {
            two >>>= 4;
        }
        Region region = form.region();
        for (int digit = 0; digit < 10; digit++) {
            boolean isOfRegion = digit == region.trunk()
                    || !region.hasAlwaysTrunk() && plan.next(region.code(), digit) != PhonePlan.NOWHERE;
            if (isOfRegion && form.mayBegin(digit)) {
                beginnings[digit << 4 | (int) (two >> 4)] |= 1 << (two & 15);
            }
        }
    }

    /** Whether the first digits are a number of some region, in whatever groups. */
    boolean isNumber(DigitGroups number, int digits) {
        for (Region region : regions) {
            if (isOf(region, number, digits)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOf(Region region, DigitGroups number, int digits) {
        boolean hasTrunk = number.digit(0) == region.trunk();
        if (!hasTrunk && region.hasAlwaysTrunk()) {
            return false;
        }
        int place = region.code();
        for (int i = hasTrunk ? 1 : 0; i < digits && place != PhonePlan.NOWHERE; i++) {
            place = plan.next(place, number.digit(i));
        }
        return plan.isEnd(place);
    }

    private Region region(String code, String trunk) {
        int place = plan.start();
        for (int i = 0; i < code.length(); i++) {
            place = plan.next(place, code.charAt(i) - '0');
        }
        return new Region(place, trunk.equals("none") ? -1 : trunk.charAt(0) - '0', trunk.endsWith("always"));
    }

    private static int separators(String signs) {
        int separators = 0;
        for (int i = 0; i < signs.length(); i++) {
            separators |= switch (signs.charAt(i)) {
                case '_' -> DigitGroups.SPACE;
                case '-' -> DigitGroups.DASH;
                case '.' -> DigitGroups.DOT;
                case '/' -> DigitGroups.SLASH;
                default -> throw new IllegalArgumentException("no separator: " + signs);
            };
        }
        return separators;
    }

    private static List<Long> keys(String groups) {
        List<Long> lengths = List.of(0L);
        int inParentheses = -1;
        String[] words = groups.split(" ");
        for (int i = 0; i < words.length; i++) {
            inParentheses = words[i].startsWith("(") ? i : inParentheses;
            String[] range = without(words[i]).split("-");
            int least = Integer.parseInt(range[0]);
            int most = Integer.parseInt(range[range.length - 1]);
            var longer = new ArrayList<Long>();
            for (long before : lengths) {
                for (int length = least; length <= most; length++) {
                    longer.add(before << 4 | length);
                }
            }
            lengths = longer;
        }
        int parentheses = inParentheses;
        return lengths.stream().map(some -> key(some, parentheses)).toList();
    }

    private static String without(String parentheses) {
        boolean has = parentheses.startsWith("(");
        return has ? parentheses.substring(1, parentheses.length() - 1) : parentheses;
    }

    private static long key(long lengths, int inParentheses) {
        return lengths << 4 | inParentheses + 1;
    }

    private Form[] with(long key) {
        int place = slot(key);
        return keys[place] == key ? forms[place] : NONE;
    }

    private void put(long key, List<Form> withKey) {
        int place = slot(key);
        keys[place] = key;
        forms[place] = withKey.toArray(Form[]::new);
    }

    /** Where the key is, or the empty place where it would be: keys are never 0, and at most half of the places taken. */
    private int slot(long key) {
        int place = (int) (key * 0x9E3779B97F4A7C15L >>> 53);
        while (keys[place] != 0 && keys[place] != key) {
            place = place + 1 & TABLE - 1;
        }
        return place;
    }
}
