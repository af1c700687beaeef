package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertThrows;

class ProfileReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"confidence\":0}",
                "{\"confidence\":101}",
                "{\"confidence\":9223372036854775807}",
                "{\"injection\":\"scream\"}",
                "{\"findings\":{\"*\":\"scream\"}}",
                "{\"findings\":{\"*\":null}}",
                "{\"findings\":{\"*\":{\"truncate\":{\"length\":-3}}}}",
                "{\"findings\":{\"*\":{\"truncate\":{\"length\":9223372036854775807}}}}",
                "{\"findings\":{\"*\":{\"mask\":{\"keep_last\":-7}}}}",
                "{\"findings\":{\"*\":{\"mask\":{\"keep_first\":2147483648}}}}",
                "{\"fields\":[{\"path\":\"$\",\"transform\":\"drop\"}]}",
                "{\"cap\":{\"bytes\":-1}}",
            })
    void refusesWhatIsNoProfile(String json) throws JsonException {
        var document = (Json.Obj) new JsonText(64).parse(json);

        assertThrows(IllegalArgumentException.class, () -> ProfileReader.read("own", document, Optional.empty()));
    }
}
