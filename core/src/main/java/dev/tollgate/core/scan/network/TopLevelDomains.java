package dev.tollgate.core.scan.network;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.ResourceLines;
import java.util.HashSet;
import java.util.Set;

/** The top-level domains of the root zone. */
public final class TopLevelDomains {
    private static final int LONGEST = 24;

    private final Set<String> names;

    private TopLevelDomains(Set<String> names) {
        this.names = names;
    }

    public static TopLevelDomains ofResource() {
        var names = new HashSet<String>();
        for (String line : ResourceLines.of(TopLevelDomains.class, "top-level-domains.txt")) {
            names.addAll(Set.of(line.split(" ")));
        }
        return new TopLevelDomains(Set.copyOf(names));
    }

    /** Whether the bytes are one. Names beyond ASCII are taken for one: they are rare, and nothing else looks like them. */
    public boolean contains(byte[] text, int from, int to) {
        int length = to - from;
        if (length < 2 || length > 63) {
            return false;
        }
        var name = new StringBuilder(Math.min(length, LONGEST));
        for (int i = from; i < to; i++) {
            if (text[i] < 0) {
                return true;
            }
            if (name.length() == LONGEST) {
                return false;
            }
            name.append((char) ByteClass.lower(text[i]));
        }
        return names.contains(name.toString()) || name.indexOf("xn--") == 0;
    }
}
