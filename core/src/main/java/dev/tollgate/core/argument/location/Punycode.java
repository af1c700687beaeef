package dev.tollgate.core.argument.location;

/** The encoding of RFC 3492, for labels of host names. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_NON_ASCII = 0x80;
    private static final int MOST_CHARACTERS = 253;

    private Punycode() {}

    static String encoded(String label) {
        int[] points = label.codePoints().toArray();
        var out = new StringBuilder();
        for (int c : points) {
            if (c < FIRST_NON_ASCII) {
                out.append((char) c);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = FIRST_NON_ASCII;
        int delta = 0;
        int bias = FIRST_BIAS;
        while (handled < points.length) {
            int next = Integer.MAX_VALUE;
            for (int c : points) {
                next = c >= n && c < next ? c : next;
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : points) {
                delta += c < n ? 1 : 0;
                if (c == n) {
                    append(delta, bias, out);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    private static void append(int delta, int bias, StringBuilder out) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                out.append(digit(rest));
                return;
            }
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    static String decoded(String encoded) throws RefusedException {
        int dash = encoded.lastIndexOf('-');
        var points = new StringBuilder(dash < 0 ? "" : encoded.substring(0, dash));
        int n = FIRST_NON_ASCII;
        long index = 0;
        int bias = FIRST_BIAS;
        int at = dash + 1;
        int count = points.length();
        while (at < encoded.length()) {
            long before = index;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < encoded.length() ? value(encoded.charAt(at++)) : -1;
                index += digit * weight;
                if (digit < 0 || index > Integer.MAX_VALUE) {
                    throw malformed();
                }
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) {
                    throw malformed();
                }
            }
            count++;
            bias = adapted((int) (index - before), count, before == 0);
            n += (int) (index / count);
            index %= count;
            if (n < 0 || n > Character.MAX_CODE_POINT || n >= 0xD800 && n <= 0xDFFF || count > MOST_CHARACTERS) {
                throw malformed();
            }
            points.insert(points.offsetByCodePoints(0, (int) index), Character.toString(n));
            index++;
        }
        return points.toString();
    }

    private static RefusedException malformed() {
        return new RefusedException("an international host that is encoded well");
    }

    private static int threshold(int k, int bias) {
        return Math.clamp(k - bias, T_MIN, T_MAX);
    }

    private static int adapted(int delta, int points, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
    }

    private static char digit(int value) {
        return (char) (value < T_MAX ? 'a' + value : '0' + value - T_MAX);
    }

    private static int value(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + T_MAX : -1;
    }
}
