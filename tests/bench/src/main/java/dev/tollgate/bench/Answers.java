package dev.tollgate.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Answers of tools to measure with; the same each time. */
final class Answers {
    private static final String[] WORDS = {
        "the",
        "shipment",
        "was",
        "delayed",
        "and",
        "will",
        "arrive",
        "next",
        "week",
        "customer",
        "asked",
        "about",
        "status",
        "of",
        "ticket",
        "please",
        "review",
        "attached",
        "notes",
        "meeting",
        "moved",
        "to",
        "another",
        "room",
        "quarterly",
        "figures",
        "look",
        "good",
        "release",
        "went",
        "out",
        "without",
        "problems",
        "server",
        "restarted",
        "after",
        "update"
    };
    private static final String[] FIRST = {"Anna", "James", "Maria", "Peter", "Laura", "Thomas", "Sofia", "David"};
    private static final String[] LAST = {"Smith", "Miller", "Garcia", "Rossi", "Keller", "Novak", "Dubois", "Jansen"};
    private static final String[] CARDS = {
        "4111 1111 1111 1111", "5555 5555 5555 4444", "4242424242424242", "3782 822463 10005"
    };
    private static final String[] IBANS = {"DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "NL91ABNA0417164300"
    };

    private Answers() {}

    /** Records without anything to find: ids, times, states, prose. */
    static byte[] clean(int bytes) {
        var random = new Random(1);
        return records(
                bytes,
                (text, row) -> text.append("{\"id\":")
                        .append(100_000 + row)
                        .append(",\"status\":\"")
                        .append(row % 3 == 0 ? "open" : "closed")
                        .append("\",\"updated_at\":\"2026-11-")
                        .append(10 + row % 20)
                        .append("T10:20:30Z\",\"total\":")
                        .append(random.nextInt(100_000) / 100.0)
                        .append(",\"uuid\":\"")
                        .append(new java.util.UUID(random.nextLong(), random.nextLong()))
                        .append("\",\"note\":\"")
                        .append(prose(random, 25))
                        .append("\"}"));
    }

    /** Records of customers, with something to find in about every 200 bytes. */
    static byte[] dense(int bytes) {
        var random = new Random(2);
        return records(bytes, (text, row) -> {
            String first = FIRST[random.nextInt(FIRST.length)];
            String last = LAST[random.nextInt(LAST.length)];
            text.append("{\"id\":")
                    .append(row)
                    .append(",\"name\":\"")
                    .append(first)
                    .append(' ')
                    .append(last)
                    .append("\",\"contact\":\"")
                    .append(first.toLowerCase(java.util.Locale.ROOT))
                    .append(row)
                    .append("@example.org\",\"note\":\"")
                    .append(prose(random, 30))
                    .append(row % 2 == 0 ? " card " + CARDS[row % CARDS.length] : " to " + IBANS[row % IBANS.length])
                    .append(' ')
                    .append(prose(random, 20))
                    .append(" from 192.168.")
                    .append(random.nextInt(256))
                    .append('.')
                    .append(random.nextInt(256))
                    .append("\"}");
        });
    }

    /** One text each, which is nothing but the beginning of something, again and again. */
    static List<String> hostile() {
        var pieces = new ArrayList<>(List.of(
                "1-1-",
                "12.12.",
                "4111-",
                "9999-99-",
                "a.a.a",
                "a@",
                "a@b.",
                "::",
                "1:",
                "aa:",
                "+1",
                "((((1",
                "1 1 1 1 ",
                "DE89 ",
                "AKIA",
                "ghp_",
                "eyJ",
                "password=",
                "card ",
                "<!--",
                "&#",
                "%41",
                "ignore all ",
                "\u200b",
                "0x"));
        if (pieces.size() != 25) {
            throw new IllegalStateException("25 are wanted, not " + pieces.size());
        }
        return pieces;
    }

    static byte[] repeated(String piece, int bytes) {
        int times = bytes / piece.getBytes(StandardCharsets.UTF_8).length;
        return ("\"" + piece.repeat(times) + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private interface Row {
        void write(StringBuilder text, int row);
    }

    private static byte[] records(int bytes, Row row) {
        var text = new StringBuilder(bytes + 1_000).append("{\"rows\":[");
        for (int i = 0; text.length() < bytes; i++) {
            if (i > 0) {
                text.append(',');
            }
            row.write(text, i);
        }
        return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String prose(Random random, int words) {
        var prose = new StringBuilder();
        for (int i = 0; i < words; i++) {
            prose.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return prose.toString();
    }
}
