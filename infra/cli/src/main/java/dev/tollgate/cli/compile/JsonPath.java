package dev.tollgate.cli.compile;

import dev.tollgate.core.argument.ArgumentPath;
import java.util.List;
import java.util.Optional;

/**
 * A path into JSON: {@code $.rows[*].url}, {@code $["odd name"]}, {@code $.list[0]}.
 *
 * @param members the name of each step; empty for items
 */
record JsonPath(String text, List<Optional<String>> members) {
    JsonPath {
        members = List.copyOf(members);
    }

    static Optional<JsonPath> read(Value value) {
        return value.text().flatMap(text -> {
            try {
                List<Optional<String>> members = ArgumentPath.of(text).steps().stream()
                        .map(step -> step instanceof ArgumentPath.Step.Member(String name)
                                ? Optional.of(name)
                                : Optional.<String>empty())
                        .toList();
                return Optional.of(new JsonPath(text, members));
            } catch (IllegalArgumentException noPath) {
                value.problem("'" + Value.shortened(text) + "' is no path: " + noPath.getMessage());
                return Optional.empty();
            }
        });
    }
}
