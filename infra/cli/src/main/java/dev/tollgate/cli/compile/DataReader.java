package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;

/** Reads constant data: any values, and entities by type and id, whose roles are believed. */
final class DataReader {
    private DataReader() {}

    static Json read(Document document) {
        document.spec().members().ifPresent(members -> {
            if (members.containsKey("entities")) {
                checkEntities(members.get("entities").value());
            }
        });
        return document.spec().json();
    }

    private static void checkEntities(Value entities) {
        entities.members()
                .ifPresent(types -> types.values()
                        .forEach(type -> type.value()
                                .members()
                                .ifPresent(ids -> ids.values().forEach(entity -> checkEntity(entity.value())))));
    }

    private static void checkEntity(Value entity) {
        entity.members().ifPresent(members -> {
            if (members.containsKey("roles")) {
                members.get("roles").value().distinctTexts();
            }
        });
    }
}
