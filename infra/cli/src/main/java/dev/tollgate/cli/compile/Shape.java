package dev.tollgate.cli.compile;

import java.util.List;

/**
 * The fields of a mapping.
 *
 * @param later fields that the policy language has and this version does not do yet
 */
record Shape(List<String> fields, List<String> later) {

    static Shape of(String... fields) {
        return new Shape(List.of(fields), List.of());
    }

    Shape later(String... names) {
        return new Shape(fields, List.of(names));
    }
}
