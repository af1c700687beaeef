package dev.tollgate.core.policy;

import dev.tollgate.core.argument.ArgumentPath;
import dev.tollgate.core.argument.Reading;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.argument.sql.Dialect;
import dev.tollgate.core.json.Json;
import java.util.List;

import static dev.tollgate.core.policy.StrictJson.bool;
import static dev.tollgate.core.policy.StrictJson.decodeMap;
import static dev.tollgate.core.policy.StrictJson.objects;
import static dev.tollgate.core.policy.StrictJson.text;
import static dev.tollgate.core.policy.StrictJson.texts;

/** How arguments are to be read, in a published bundle; an empty object where nothing is said. */
final class ReadingCodec {
    private ReadingCodec() {}

    static Json encode(Reading reading) {
        if (reading.equals(Reading.NONE)) {
            return Json.Obj.EMPTY;
        }
        var members = Json.object();
        reading.schema().ifPresent(schema -> members.put("schema", schema.document()));
        return members.put("sql", paths(reading.sql()))
                .put("dialect", reading.dialect().text())
                .put("unparsed_sql", Json.of(reading.allowsUnparsedSql()))
                .put("urls", paths(reading.urls()))
                .put("paths", paths(reading.paths()))
                .put("amounts", objects(reading.amounts(), path -> Json.of(path.toString())))
                .build();
    }

    static Reading decode(Json.Obj object) {
        if (object.members().isEmpty()) {
            return Reading.NONE;
        }
        return new Reading(
                object.get("schema").map(ArgumentSchema::published),
                paths(object, "sql"),
                Dialect.of(text(object, "dialect")).orElseThrow(),
                bool(object, "unparsed_sql"),
                paths(object, "urls"),
                paths(object, "paths"),
                decodeMap(object, "amounts", (name, path) -> ArgumentPath.of(text(path))));
    }

    private static Json paths(List<ArgumentPath> paths) {
        return Json.texts(paths.stream().map(ArgumentPath::toString).toList());
    }

    private static List<ArgumentPath> paths(Json.Obj object, String name) {
        return texts(object, name).stream().map(ArgumentPath::of).toList();
    }
}
