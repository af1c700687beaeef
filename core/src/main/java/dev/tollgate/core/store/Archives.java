package dev.tollgate.core.store;

import dev.tollgate.core.archive.Archive;
import java.nio.file.Path;
import java.util.Optional;

/** The archive at a place: a bucket, or a folder. */
public final class Archives {
    private static final String BUCKET = "s3://";

    private Archives() {}

    /** @param place {@code s3://} and a bucket's name, or the path of a folder */
    public static Archive at(String place) {
        return place.startsWith(BUCKET)
                ? new S3Archive(S3Archive.client(Optional.empty()), place.substring(BUCKET.length()))
                : new FolderArchive(Path.of(place));
    }
}
