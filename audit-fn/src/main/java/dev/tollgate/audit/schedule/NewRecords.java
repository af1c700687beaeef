package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainReader;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.SealState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what each writer has recorded behind its head, as much of it as a small function has room for. */
final class NewRecords {
    private static final int AT_ONCE = 16;

    /** A record of a thousand letters takes about ten thousand bytes of memory. */
    private static final long MOST_LETTERS = 24_000_000;

    private static final int LETTERS_OF_A_MEMBER = 16;

    private final ChainReader chains;
    private final long mostLetters;

    NewRecords(ChainReader chains) {
        this(chains, MOST_LETTERS);
    }

    /** @param mostLetters after so many no further page is read */
    NewRecords(ChainReader chains, long mostLetters) {
        this.chains = chains;
        this.mostLetters = mostLetters;
    }

    /**
     * @param records of each writer, in the order of their places
     * @param isAll whether nothing was left unread
     */
    record Read(Map<String, List<SealedRecord>> records, boolean isAll) {}

    Read behind(SealState state, Set<String> writers, Deadline deadline) throws StoreException {
        Deque<Chain> open = new ArrayDeque<>();
        writers.forEach(writer -> open.add(new Chain(writer, state.head(writer).seq())));
        List<Chain> all = List.copyOf(open);
        long count = 0;
        long letters = 0;
        while (!open.isEmpty() && count < Manifest.MOST_RECORDS && letters < mostLetters) {
            List<Chain> now = new ArrayList<>();
            while (!open.isEmpty() && now.size() < AT_ONCE) {
                now.add(open.removeFirst());
            }
            SideBySide.run(now.stream()
                    .<SideBySide.Work>map(chain -> () -> chain.readOn(chains, deadline))
                    .toList());
            for (Chain chain : now) {
                count += chain.page.records().size();
                letters += chain.page.records().stream()
                        .mapToLong(record -> letters(record.content()))
                        .sum();
                if (!chain.page.isLast()) {
                    open.addLast(chain);
                }
            }
        }
        var records = new TreeMap<String, List<SealedRecord>>();
        for (Chain chain : all) {
            if (!chain.records.isEmpty()) {
                records.put(chain.writer, List.copyOf(chain.records));
            }
        }
        return new Read(records, open.isEmpty());
    }

    private static long letters(Json json) {
        return switch (json) {
            case Json.Obj(Map<String, Json> members) ->
                members.entrySet().stream()
                        .mapToLong(
                                member -> LETTERS_OF_A_MEMBER + member.getKey().length() + letters(member.getValue()))
                        .sum();
            case Json.Arr(List<Json> items) ->
                items.stream()
                        .mapToLong(item -> LETTERS_OF_A_MEMBER + letters(item))
                        .sum();
            case Json.Str(String text) -> text.length();
            case Json.Num(String text) -> text.length();
            case Json.Bool bool -> 1;
            case Json.Null none -> 1;
        };
    }

    private static final class Chain {
        private final String writer;
        private final List<SealedRecord> records = new ArrayList<>();
        private long last;
        private ChainReader.Page page = new ChainReader.Page(List.of(), false);

        Chain(String writer, long last) {
            this.writer = writer;
            this.last = last;
        }

        void readOn(ChainReader chains, Deadline deadline) throws StoreException {
            page = chains.after(writer, last, deadline);
            if (!page.records().isEmpty()) {
                records.addAll(page.records());
                last = records.getLast().seq();
            }
        }
    }
}
