package dev.tollgate.cli.compile;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tollgate.cli.BundleFolder;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The JSON Schemas that editors complete and check policies by, held against the compiler. */
class SchemasTest {
    private static final Path SCHEMAS = BundleFolder.ofRepository("infra/schemas");

    /** At the end of a bad case whose mistake a schema cannot see: it needs more than one field, or another document. */
    private static final String NOT_SEEN = "# no schema sees this";

    /** Where the schemas are taken to stand, so that they find each other by their file names. */
    private static final String PLACE = "https://example.com/";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(SchemasTest::text));
    private static final Schema ANY_KIND = schema("tollgate");
    private static final Map<Document.Kind, Schema> OF_KINDS = ofKinds();

    private static Schema schema(String name) {
        return REGISTRY.getSchema(SchemaLocation.of(PLACE + name + ".schema.json"));
    }

    private static String text(String place) {
        return place.startsWith(PLACE) ? BundleFolder.text(SCHEMAS.resolve(place.substring(PLACE.length()))) : null;
    }

    private static Map<Document.Kind, Schema> ofKinds() {
        var schemas = new EnumMap<Document.Kind, Schema>(Document.Kind.class);
        for (Document.Kind kind : Document.Kind.values()) {
            schemas.put(kind, schema(kind.word().toLowerCase(Locale.ROOT)));
        }
        return schemas;
    }

    @TestFactory
    Stream<DynamicTest> everyDocumentOfTheRepositoryIsValid() {
        return Stream.of(
                        "infra/bundle",
                        "infra/bundle-permissive",
                        "tests/bundles",
                        "infra/cli/src/test/resources/bundles")
                .flatMap(folder -> yamlFiles(BundleFolder.ofRepository(folder)).stream())
                .filter(file -> !file.getParent().endsWith("bad"))
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> assertEquals(List.of(), mistakes(file))));
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeOfShapeIsSeen() {
        return yamlFiles(BundleFolder.resource("bundles/bad")).stream()
                .filter(file -> !documents(file).isEmpty())
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    boolean isSeen = !BundleFolder.text(file).contains(NOT_SEEN);
                    assertEquals(isSeen, !mistakes(file).isEmpty(), () -> "found " + mistakes(file));
                }));
    }

    @Test
    void everyKindHasASchemaOfItsOwn() throws IOException {
        var expected = new TreeSet<>(Set.of("tollgate.schema.json"));
        for (Document.Kind kind : Document.Kind.values()) {
            expected.add(kind.word().toLowerCase(Locale.ROOT) + ".schema.json");
        }
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            var names = new TreeSet<String>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            assertEquals(expected, names);
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void knowsTheFieldsThatTheCompilerKnowsAndNoOthers(Shape shape) throws JsonException {
        Json.Obj mapping = mapping(shape);

        assertEquals(
                new TreeSet<>(shape.fields()),
                new TreeSet<>(
                        mapping.object("properties").orElseThrow().members().keySet()));
        assertEquals(Json.Bool.FALSE, mapping.get("additionalProperties").orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void saysOfEveryFieldWhatItIs(Shape shape) throws JsonException {
        mapping(shape).object("properties").orElseThrow().members().forEach((name, field) -> {
            Json.Obj said = (Json.Obj) field;
            String reference = said.text("$ref").orElse("");
            assertTrue(
                    said.text("description").isPresent() || reference.endsWith("/transform"),
                    () -> shape + "." + name + " has no description");
        });
    }

    @Test
    void wordsAreThoseOfTheCompiler() throws JsonException {
        assertEquals(ServerReader.TRAITS, words("server", "$defs", "tool", "properties", "traits", "items"));
        assertEquals(ToolArgumentsReader.DIALECTS, words("server", "$defs", "tool", "properties", "dialect"));
        assertEquals(RulingReader.CODES, words("policy", "$defs", "rule", "properties", "code"));
        assertEquals(
                List.copyOf(ExpectationReader.CODES.keySet()),
                words("test", "$defs", "expectation", "properties", "reason"));
        assertEquals(
                List.copyOf(LimitReader.KEY_PARTS.keySet()),
                words("limit", "properties", "spec", "properties", "per", "items"));
    }

    private static List<String> words(String schema, String... path) throws JsonException {
        return at(schema, path).texts("enum");
    }

    /** Where the schemas describe a mapping. */
    private static Json.Obj mapping(Shape shape) throws JsonException {
        return switch (shape) {
            case DOCUMENT -> at("policy");
            case METADATA -> at("policy", "properties", "metadata");
            case BUNDLE -> spec("bundle");
            case HISTORY -> spec("bundle", "properties", "history");
            case RETENTIONS -> spec("bundle", "properties", "retentions");
            case TIGHTENING -> spec("bundle", "properties", "tightening");
            case REACTION -> spec("bundle", "properties", "reactions", "items");
            case SERVER -> spec("server");
            case TOOL -> at("server", "$defs", "tool");
            case SCHEMA -> at("server", "$defs", "tool", "properties", "arguments");
            case POLICY -> spec("policy");
            case TARGET -> at("policy", "$defs", "target");
            case RULE -> at("policy", "$defs", "rule");
            case REDIRECT -> at("policy", "$defs", "rule", "properties", "redirect");
            case GRANT -> at("policy", "$defs", "rule", "properties", "grant");
            case REDACT -> at("policy", "$defs", "redact");
            case CAP_RESPONSE -> at("policy", "$defs", "cap_response");
            case REWRITE_ARGUMENTS -> at("policy", "$defs", "rewrite_arguments");
            case WARN -> at("policy", "$defs", "warn");
            case EXCEPTION -> at("policy", "$defs", "exception");
            case LIMIT -> spec("limit");
            case SCHEDULE -> spec("schedule");
            case WINDOW -> spec("schedule", "properties", "windows", "items");
            case REDACTION -> spec("redaction");
            case REDACTED_FIELD -> spec("redaction", "properties", "fields", "items");
            case CAP -> spec("redaction", "properties", "cap");
            case MASK -> parameters("mask");
            case PSEUDONYM -> parameters("pseudonym");
            case TRUNCATE -> parameters("truncate");
            case NO_PARAMETERS -> parameters("drop");
            case TEST -> spec("test");
            case CASE -> at("test", "$defs", "case");
            case TEST_AGENT -> at("test", "$defs", "case", "properties", "agent");
            case TEST_SUBJECT -> at("test", "$defs", "case", "properties", "subject");
            case TEST_HISTORY -> at("test", "$defs", "case", "properties", "history");
            case TEST_CALLS -> at("test", "$defs", "calls");
            case REQUEST -> at("test", "$defs", "request");
            case TEST_RESOURCE -> at("test", "$defs", "request", "properties", "resource");
            case EXPECTATION -> at("test", "$defs", "expectation");
        };
    }

    private static Json.Obj parameters(String transform) throws JsonException {
        return at("redaction", "$defs", "transform").items("oneOf").stream()
                .map(each -> ((Json.Obj) each).object("properties").orElse(Json.Obj.EMPTY))
                .flatMap(properties -> properties.object(transform).stream())
                .findFirst()
                .orElseThrow();
    }

    private static Json.Obj spec(String schema, String... path) throws JsonException {
        return at(
                schema,
                Stream.concat(Stream.of("properties", "spec"), Arrays.stream(path))
                        .toArray(String[]::new));
    }

    private static Json.Obj at(String schema, String... path) throws JsonException {
        String text = BundleFolder.text(SCHEMAS.resolve(schema + ".schema.json"));
        Json.Obj found = (Json.Obj) new JsonText(64).parse(text);
        for (String step : path) {
            found = found.object(step).orElseThrow(() -> new AssertionError(schema + " has no " + step));
        }
        return found;
    }

    /** By the schema of all kinds and, where the kind can be read, by its own: they must agree. */
    private static List<String> mistakes(Path file) {
        var mistakes = new ArrayList<String>();
        for (Json document : documents(file)) {
            List<Error> found = ANY_KIND.validate(JsonText.write(document), InputFormat.JSON);
            found.forEach(error -> mistakes.add(error.toString()));
            kind(document).ifPresent(kind -> {
                List<Error> again = OF_KINDS.get(kind).validate(JsonText.write(document), InputFormat.JSON);
                assertEquals(found.isEmpty(), again.isEmpty(), () -> file + ": " + found + " but " + again);
            });
        }
        return mistakes;
    }

    private static Optional<Document.Kind> kind(Json document) {
        return document instanceof Json.Obj object
                ? Arrays.stream(Document.Kind.values())
                        .filter(kind ->
                                object.text("kind").filter(kind.word()::equals).isPresent())
                        .findFirst()
                : Optional.empty();
    }

    private static List<Json> documents(Path file) {
        var findings = new Findings();
        return YamlText.documents(Source.of(file.toString(), BundleFolder.text(file), findings)).stream()
                .map(Value::json)
                .toList();
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
