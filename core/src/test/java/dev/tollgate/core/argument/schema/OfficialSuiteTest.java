package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The JSON Schema Test Suite; src/test/resources/json-schema-test-suite/README.md says where it is from. */
class OfficialSuiteTest {
    private static final Json DRAFT_7 = Json.of("http://json-schema.org/draft-07/schema#");

    /** Cases whose schema needs what we refuse on purpose: another document. */
    private static final Set<String> REFUSED = Set.of(
            "definitions.json: valid definition",
            "definitions.json: invalid definition",
            "ref.json: remote ref, containing refs itself",
            "ref.json: Recursive references between schemas");

    @TestFactory
    Stream<DynamicTest> judgesAsTheSuiteOfDraft7Says() {
        return Stream.of(
                        "additionalItems",
                        "additionalProperties",
                        "allOf",
                        "anyOf",
                        "bignum",
                        "boolean_schema",
                        "const",
                        "contains",
                        "default",
                        "definitions",
                        "dependencies",
                        "enum",
                        "exclusiveMaximum",
                        "exclusiveMinimum",
                        "if-then-else",
                        "items",
                        "maxItems",
                        "maxLength",
                        "maxProperties",
                        "maximum",
                        "minItems",
                        "minLength",
                        "minProperties",
                        "minimum",
                        "multipleOf",
                        "not",
                        "oneOf",
                        "pattern",
                        "patternProperties",
                        "properties",
                        "propertyNames",
                        "ref",
                        "required",
                        "type",
                        "uniqueItems",
                        "zeroTerminatedFloats")
                .flatMap(name -> cases("draft7/" + name + ".json", Optional.of(DRAFT_7)));
    }

    @TestFactory
    Stream<DynamicTest> judgesAsDraft202012Says() {
        return cases("tollgate-2020-12.json", Optional.empty());
    }

    private static Stream<DynamicTest> cases(String file, Optional<Json> dialect) {
        return ((Json.Arr) read(file))
                .items().stream().map(group -> (Json.Obj) group).flatMap(group -> {
                    String name = file.substring(file.indexOf('/') + 1) + ": "
                            + group.text("description").orElseThrow();
                    Json schema = dialect.map(
                                    asked -> in(asked, group.get("schema").orElseThrow()))
                            .orElseGet(() -> group.get("schema").orElseThrow());
                    if (REFUSED.contains(name)) {
                        return Stream.of(DynamicTest.dynamicTest(
                                name, () -> assertThrows(SchemaException.class, () -> ArgumentSchema.of(schema))));
                    }
                    return group.items("tests").stream()
                            .map(test -> (Json.Obj) test)
                            .map(test -> DynamicTest.dynamicTest(
                                    name + ": " + test.text("description").orElseThrow(), () -> {
                                        Optional<String> mismatch = ArgumentSchema.of(schema)
                                                .mismatch(test.get("data").orElseThrow());
                                        assertEquals(
                                                test.get("valid").orElseThrow(),
                                                Json.of(mismatch.isEmpty()),
                                                mismatch.orElse("no mismatch"));
                                    }));
                });
    }

    private static Json in(Json dialect, Json schema) {
        if (!(schema instanceof Json.Obj(Map<String, Json> members))) {
            return schema;
        }
        var declared = new LinkedHashMap<>(members);
        declared.putIfAbsent("$schema", dialect);
        return new Json.Obj(declared);
    }

    private static Json read(String file) {
        try (InputStream text = OfficialSuiteTest.class.getResourceAsStream("/json-schema-test-suite/" + file)) {
            return new JsonText(64).parse(Objects.requireNonNull(text, file).readAllBytes());
        } catch (IOException | JsonException broken) {
            throw new IllegalStateException(file, broken);
        }
    }
}
