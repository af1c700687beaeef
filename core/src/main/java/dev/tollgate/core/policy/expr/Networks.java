package dev.tollgate.core.policy.expr;

import java.util.Arrays;
import java.util.Optional;

/** IP addresses and host names, read as text: nothing is ever resolved. */
public final class Networks {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_GROUPS = 8;

    private Networks() {}

    /**
     * {@code cidr(ip, block)}: whether an address is in a block such as {@code 10.0.0.0/8} or {@code fd00::/8}. An IPv6
     * address that stands for an IPv4 one ({@code ::ffff:10.0.0.1}) counts as that one. A host name is in no block. What
     * is neither, such as {@code 127.1} or {@code 0x7f000001}, which other software takes for addresses, is an error.
     */
    static Object cidr(Evaluation run, Object address, Object block) {
        if (!(address instanceof String ip) || !(block instanceof String network)) {
            return Functions.mismatch(Function.CIDR, address, block);
        }
        if (run.over(10L + (ip.length() >> 4) + (network.length() >> 4))) {
            return Node.OVER_BUDGET;
        }
        Optional<Block> within = Block.of(network);
        if (within.isEmpty()) {
            return Node.failed("the text is no block of addresses");
        }
        byte[] bytes = parsed(ip);
        if (bytes != null) {
            return within.get().contains(bytes);
        }
        return isName(ip) ? Boolean.FALSE : Node.failed("the text is no address");
    }

    /**
     * {@code domain(host, suffix)}: whether a host is {@code suffix} or a subdomain of it, whatever the case of ASCII
     * letters, with or without the dot of the root at the end. An IP address is a subdomain of nothing. Names are those of
     * DNS: 1 to 253 letters, digits, {@code -} and {@code _} in labels of at most 63, international ones in their ASCII
     * form; a suffix has no dot at its start. What is neither a name nor an address is an error.
     */
    static Object domain(Evaluation run, Object host, Object suffix) {
        if (!(host instanceof String name) || !(suffix instanceof String parent)) {
            return Functions.mismatch(Function.DOMAIN, host, suffix);
        }
        if (run.over(10L + (name.length() >> 4) + (parent.length() >> 4))) {
            return Node.OVER_BUDGET;
        }
        if (!isName(parent)) {
            return Node.failed("the suffix is no domain");
        }
        if (!isName(name)) {
            return parsed(name) != null ? Boolean.FALSE : Node.failed("the text is no host");
        }
        String lower = plain(name);
        String end = plain(parent);
        return lower.equals(end)
                || lower.length() > end.length()
                        && lower.endsWith(end)
                        && lower.charAt(lower.length() - end.length() - 1) == '.';
    }

    /** Whether a constant can be a block of {@code cidr}. */
    public static boolean isBlock(String text) {
        return Block.of(text).isPresent();
    }

    /** Whether a constant can be a suffix of {@code domain}. */
    public static boolean isName(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
            } else if (!isLetterOrDigit(c) && c != '-' && c != '_' || ++label > LONGEST_LABEL) {
                return false;
            }
        }
        return label > 0 && !isNumber(name.substring(name.lastIndexOf('.') + 1));
    }

    /** What browsers take for the last part of an IPv4 address. */
    private static boolean isNumber(String label) {
        return label.chars().allMatch(c -> c >= '0' && c <= '9')
                || label.regionMatches(true, 0, "0x", 0, 2)
                        && label.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String plain(String name) {
        String text = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    private record Block(byte[] address, int bits) {
        static Optional<Block> of(String text) {
            int slash = text.indexOf('/');
            byte[] address = slash < 0 ? null : parsed(text.substring(0, slash));
            if (address == null) {
                return Optional.empty();
            }
            int bits = decimal(text.substring(slash + 1), 128);
            boolean mapped = address.length == IPV4_BYTES && text.indexOf(':') >= 0;
            int ofAddress = mapped ? bits - 96 : bits;
            return bits < 0 || ofAddress < 0 || ofAddress > address.length * 8
                    ? Optional.empty()
                    : Optional.of(new Block(address, ofAddress));
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit));
                if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** 4 or 16 bytes; null when this is no address. */
    private static byte[] parsed(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static byte[] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return null;
        }
        byte[] address = new byte[IPV4_BYTES];
        for (int i = 0; i < IPV4_BYTES; i++) {
            int part = decimal(parts[i], 255);
            if (part < 0) {
                return null;
            }
            address[i] = (byte) part;
        }
        return address;
    }

    /** Without leading zeros, which some software takes for octal; negative when this is no such number. */
    private static int decimal(String text, int most) {
        if (text.isEmpty() || text.length() > 3 || text.length() > 1 && text.charAt(0) == '0') {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number > most ? -1 : number;
    }

    private static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        int[] front = groups(gap < 0 ? text : text.substring(0, gap));
        int[] back = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (front == null || back == null) {
            return null;
        }
        int count = front.length + back.length;
        if (gap < 0 ? count != IPV6_GROUPS : count >= IPV6_GROUPS) {
            return null;
        }
        byte[] address = new byte[2 * IPV6_GROUPS];
        for (int i = 0; i < front.length; i++) {
            put(address, i, front[i]);
        }
        for (int i = 0; i < back.length; i++) {
            put(address, IPV6_GROUPS - back.length + i, back[i]);
        }
        return asIpv4(address);
    }

    private static void put(byte[] address, int group, int value) {
        address[2 * group] = (byte) (value >> 8);
        address[2 * group + 1] = (byte) value;
    }

    private static byte[] asIpv4(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return address[10] == -1 && address[11] == -1 ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    /** The groups between colons, an IPv4 address at the end for two; null when one is none. */
    private static int[] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] groups = new int[parts.length + 1];
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                byte[] ipv4 = ipv4(part);
                if (ipv4 == null) {
                    return null;
                }
                groups[count++] = (ipv4[0] & 0xFF) << 8 | ipv4[1] & 0xFF;
                groups[count++] = (ipv4[2] & 0xFF) << 8 | ipv4[3] & 0xFF;
            } else if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(Networks::isHex)) {
                return null;
            } else {
                groups[count++] = Integer.parseInt(part, 16);
            }
        }
        return Arrays.copyOf(groups, count);
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
