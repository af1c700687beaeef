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
        List<List<SealedRecord>> found = new ArrayList<>();
        var works = new ArrayList<SideBySide.Work>();
        for (Manifest.Range range : manifest.ranges()) {
            var records = new ArrayList<SealedRecord>();
            found.add(records);
            works.add(() -> read(range, records, deadline));
        }
        for (int from = 0; from < works.size(); from += AT_ONCE) {
            SideBySide.run(works.subList(from, Math.min(works.size(), from + AT_ONCE)));
        }
        return found.stream().flatMap(List::stream).toList();
    }

    private void read(Manifest.Range range, List<SealedRecord> records, Deadline deadline) throws StoreException {
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
                return;
            }
        }
    }
}
