package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.ChainReader;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.List;

/** Reads the records that a checkpoint covers. */
public final class CheckpointRecords {
    private static final int AT_ONCE = 16;

    private final ChainReader chains;

    public CheckpointRecords(ChainReader chains) {
        this.chains = chains;
    }

    /** By writer and place; without those that are not there any more. */
    public List<SealedRecord> of(Manifest manifest, Deadline deadline) throws StoreException {
        return of(manifest, range -> read(range, deadline));
    }

    /**
     * The leaves of its tree as they follow from what stands in the places now. Whatever it is has a leaf, so that the
     * tree is another one when it is not what was sealed.
     */
    public List<TreeHash> leaves(Manifest manifest, Deadline deadline) throws StoreException {
        return of(
                manifest,
                range -> chains.hashes(range.writer(), range.from(), range.to(), deadline).stream()
                        .map(each -> Digests.isHex(each.hash())
                                ? Leaf.of(range.writer(), each.seq(), each.hash())
                                : TreeHash.ofNothing())
                        .toList());
    }

    @FunctionalInterface
    private interface Reading<T> {
        List<T> of(Manifest.Range range) throws StoreException;
    }

    private static <T> List<T> of(Manifest manifest, Reading<T> reading) throws StoreException {
        List<List<T>> found = new ArrayList<>();
        var works = new ArrayList<SideBySide.Work>();
        for (Manifest.Range range : manifest.ranges()) {
            var ofRange = new ArrayList<T>();
            found.add(ofRange);
            works.add(() -> ofRange.addAll(reading.of(range)));
        }
        for (int from = 0; from < works.size(); from += AT_ONCE) {
            SideBySide.run(works.subList(from, Math.min(works.size(), from + AT_ONCE)));
        }
        return found.stream().flatMap(List::stream).toList();
    }

    private List<SealedRecord> read(Manifest.Range range, Deadline deadline) throws StoreException {
        var records = new ArrayList<SealedRecord>();
        long last = range.from() - 1;
        while (last < range.to()) {
            ChainReader.Page page = chains.after(range.writer(), last, deadline);
            for (SealedRecord record : page.records()) {
                if (record.seq() <= range.to()) {
                    records.add(record);
                }
                last = record.seq();
            }
            if (page.isLast()) {
                break;
            }
        }
        return records;
    }
}
