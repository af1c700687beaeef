package dev.tollgate.cli.compile;

import dev.tollgate.core.argument.ArgumentPath;
import java.util.Optional;

/** A path into a tool's arguments: {@code $.rows[*].url}, {@code $["odd name"]}, {@code $.list[0]}. */
final class JsonPath {
    private JsonPath() {}

    static Optional<String> read(Value value) {
        return value.text().filter(text -> {
            try {
                ArgumentPath.of(text);
                return true;
            } catch (IllegalArgumentException noPath) {
                value.problem("'" + Value.shortened(text) + "' is no path: " + noPath.getMessage());
                return false;
            }
        });
    }
}
