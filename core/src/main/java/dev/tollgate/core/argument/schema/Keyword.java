package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;

/** What one keyword of a schema, or a few that belong together, demands of a value. */
@FunctionalInterface
interface Keyword {
    /** @param seen takes note of members and items that were judged, for {@code unevaluatedProperties} and its like */
    boolean holds(Json value, Place place, Seen seen, Check check);
}
