package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import java.util.Optional;

/**
 * What a catalogue says of a tool's definition.
 *
 * @param digest of the whole definition, where the catalogue pins
 * @param schema of the arguments
 * @param output the schema of the answers; empty also where a reviewer left it out
 */
record RecordedTool(Optional<String> digest, Optional<Json> schema, Optional<Json> output) {

    /** Whether there is more than a name to compare. */
    boolean isComparable() {
        return digest.isPresent() || schema.isPresent() || output.isPresent();
    }
}
