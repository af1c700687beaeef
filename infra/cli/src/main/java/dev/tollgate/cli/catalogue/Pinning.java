package dev.tollgate.cli.catalogue;

/** Whether calls must carry the digest of the tool that was reviewed. */
public enum Pinning {
    PINNED,
    UNPINNED
}
