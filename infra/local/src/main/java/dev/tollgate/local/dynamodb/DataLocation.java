package dev.tollgate.local.dynamodb;

import java.nio.file.Path;

/** Where the tables' data lives. */
public sealed interface DataLocation {

    /** Gone when the stack ends. */
    record Memory() implements DataLocation {}

    /** Kept, also when the stack is killed. */
    record Directory(Path path) implements DataLocation {}
}
