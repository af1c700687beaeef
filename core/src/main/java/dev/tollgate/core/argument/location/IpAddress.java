package dev.tollgate.core.argument.location;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Addresses in all the forms that clients take, written in the one form that policies compare. */
final class IpAddress {
    private static final int GROUPS = 8;

    private IpAddress() {}

    /**
     * As clients read numbers with dots: one to four, the last one for all octets that are left, decimal or hexadecimal.
     * A number with a zero before it is octal to some and decimal to others; it is refused unless both are the same.
     */
    static String v4(String text) throws RefusedException {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            throw new RefusedException("an IPv4 address of at most four numbers");
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            int octets = i == parts.length - 1 ? 5 - parts.length : 1;
            long number = number(parts[i]);
            if (number >= 1L << 8 * octets) {
                throw new RefusedException("an IPv4 address whose numbers are not too large");
            }
            address = address << 8 * octets | number;
        }
        return (address >> 24) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "." + (address & 0xFF);
    }

    private static long number(String text) throws RefusedException {
        boolean hex = text.startsWith("0x");
        String digits = hex ? text.substring(2) : text;
        if (digits.isEmpty() || digits.length() > 12) {
            throw new RefusedException("an IPv4 address of numbers");
        }
        if (!hex && digits.length() > 1 && digits.startsWith("0") && !isSmall(digits)) {
            throw new RefusedException("an IPv4 address without zeros before its numbers");
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), hex ? 16 : 10);
            if (digit < 0) {
                throw new RefusedException("an IPv4 address of numbers");
            }
            number = number * (hex ? 16 : 10) + digit;
        }
        return number;
    }

    /** The same in octal and decimal. */
    private static boolean isSmall(String digits) {
        int last = digits.length() - 1;
        return digits.substring(0, last).chars().allMatch(c -> c == '0') && digits.charAt(last) <= '7';
    }

    /** In the form of RFC 5952; one that stands for an IPv4 address as that one. */
    static String v6(String text) throws RefusedException {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw new RefusedException("an IPv6 address with one :: at most");
        }
        int[] front = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        int[] back = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
        int count = front.length + back.length;
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            throw new RefusedException("an IPv6 address of eight groups");
        }
        int[] all = Arrays.copyOf(front, GROUPS);
        System.arraycopy(back, 0, all, GROUPS - back.length, back.length);
        return shown(all);
    }

    private static int[] groups(String text, boolean atEnd) throws RefusedException {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length + 1];
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (last && atEnd && parts[i].indexOf('.') >= 0) {
                int[] quad = quad(parts[i]);
                groups[count++] = quad[0] << 8 | quad[1];
                groups[count++] = quad[2] << 8 | quad[3];
            } else {
                groups[count++] = group(parts[i]);
            }
        }
        return Arrays.copyOf(groups, count);
    }

    private static int group(String text) throws RefusedException {
        boolean fits = !text.isEmpty()
                && text.length() <= 4
                && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
        if (!fits) {
            throw new RefusedException("an IPv6 address of hexadecimal groups, without a zone");
        }
        return Integer.parseInt(text, 16);
    }

    private static int[] quad(String text) throws RefusedException {
        String[] parts = text.split("\\.", -1);
        boolean fits = parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> !part.isEmpty()
                                && part.length() <= 3
                                && part.chars().allMatch(c -> c >= '0' && c <= '9')
                                && (part.length() == 1 || part.charAt(0) != '0')
                                && Integer.parseInt(part) <= 255);
        if (!fits) {
            throw new RefusedException("an IPv4 address of four numbers at the end of the IPv6 address");
        }
        return Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
    }

    private static String shown(int[] groups) {
        boolean mapped = IntStream.range(0, 5).allMatch(i -> groups[i] == 0) && groups[5] == 0xFFFF;
        if (mapped) {
            return (groups[6] >> 8) + "." + (groups[6] & 0xFF) + "." + (groups[7] >> 8) + "." + (groups[7] & 0xFF);
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = i;
            while (zeros < GROUPS && groups[zeros] == 0) {
                zeros++;
            }
            if (zeros - i > length) {
                start = i;
                length = zeros - i;
            }
        }
        if (length < 2) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Integer.toHexString(groups[i]))
                .collect(Collectors.joining(":"));
    }
}
