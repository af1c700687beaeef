package dev.tollgate.core.export;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The official schema of the class API Activity. */
final class OcsfSchema {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text("/ocsf/api_activity.cloud-1.9.0-dev.schema.json"), InputFormat.JSON);

    private OcsfSchema() {}

    /** Empty when the event is valid. */
    static List<String> mistakes(Json event) {
        return SCHEMA.validate(JsonText.write(event), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String text(String resource) {
        try (InputStream in = OcsfSchema.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
