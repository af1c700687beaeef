package dev.tollgate.core.record;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Chains that are all there. */
public final class InMemoryChains implements Chains {
    private final TreeMap<String, List<SealedRecord>> chains;

    public InMemoryChains(Map<String, List<SealedRecord>> chains) {
        this.chains = new TreeMap<>(chains);
    }

    @Override
    public SortedSet<String> writers() {
        return new TreeSet<>(chains.keySet());
    }

    @Override
    public List<Succession> successions() {
        return chains.values().stream()
                .filter(records -> !records.isEmpty())
                .map(List::getFirst)
                .flatMap(first -> Succession.of(first.writer(), first.content()).stream())
                .toList();
    }

    @Override
    public void forEach(String writer, Consumer<FoundRecord> record) {
        chains.getOrDefault(writer, List.of()).forEach(each -> record.accept(FoundRecord.withoutKeys(each)));
    }

    @Override
    public List<String> unreadable() {
        return List.of();
    }
}
