package dev.tollgate.core.argument.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Generated schemas and values, judged by networknt's validator and by ours. */
class SchemaOracleTest {
    private static final int VALUES = 12;
    private static final SchemaRegistry ORACLE = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Property(tries = 5_000)
    void judgesAsTheOracleDoes(@ForAll Random random) throws SchemaException {
        var any = new AnySchema(random);
        Json schema = any.document(3);
        var ours = ArgumentSchema.of(schema);
        var oracle = ORACLE.getSchema(JsonText.write(schema), InputFormat.JSON);

        for (int i = 0; i < VALUES; i++) {
            Json value = any.value(3);
            assertEquals(
                    oracle.validate(JsonText.write(value), InputFormat.JSON).isEmpty(),
                    ours.mismatch(value).isEmpty(),
                    () -> JsonText.write(schema) + "\n" + JsonText.write(value));
        }
    }
}
