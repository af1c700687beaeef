package dev.tollgate.local.dynamodb;

import java.net.URI;
import java.nio.file.Path;

/** Where the tables' data lives. */
public sealed interface DataLocation {

    /** Gone when the stack ends. */
    record Memory() implements DataLocation {}

    /** Kept, also when the stack is killed. */
    record Directory(Path path) implements DataLocation {}

    /** With another DynamoDB, which is there before the stack and after it. Nobody stands before it and checks permissions. */
    record Service(URI endpoint) implements DataLocation {}
}
