package dev.tollgate.core.archive;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;

/**
 * Where files are kept that nobody may change: an S3 bucket with Object Lock, or a folder. Names are relative, with
 * {@code /} between their parts, and say what is in the file, so that the same content always has the same name.
 */
public interface Archive {
    /** Returns when it is durable. Again with the same content is no error. */
    void put(String name, byte[] content, Deadline deadline) throws StoreException;
}
