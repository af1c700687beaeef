package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.template.EventSource;
import dev.tollgate.local.template.TemplateException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RecordFilterTest {
    private static final String EVENT = """
            {"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"W#1"}},"NewImage":{"n":{"N":"5"}},"SizeBytes":40}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"eventName\":[\"INSERT\"]}|true",
                "{\"eventName\":[\"MODIFY\",\"REMOVE\"]}|false",
                "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"W#\"}]}}}}|true",
                "{\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"X#\"}]}}}}|false",
                "{\"userIdentity\":[{\"exists\":false}]}|true",
                "{\"dynamodb\":{\"SizeBytes\":[{\"exists\":true}]}}|true",
                "{\"dynamodb\":{\"SizeBytes\":[40.0]}}|true",
                "{\"eventName\":[{\"anything-but\":[\"REMOVE\"]}]}|true",
                "{\"eventName\":[{\"anything-but\":\"INSERT\"}]}|false",
                "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"n\":{\"N\":[\"6\"]}}}}|false",
            })
    void letsThroughWhatMatches(String pattern, boolean through) throws Exception {
        assertEquals(through, filter(pattern).letsThrough((Json.Obj) new JsonText(10).parse(EVENT)));
    }

    @Test
    void oneOfSeveralFiltersIsEnoughAndNoneLetsAllThrough() throws Exception {
        var event = (Json.Obj) new JsonText(10).parse(EVENT);
        assertEquals(
                true,
                filter("{\"eventName\":[\"REMOVE\"]}", "{\"eventName\":[\"INSERT\"]}")
                        .letsThrough(event));
        assertEquals(true, filter().letsThrough(event));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertEquals(
                "FilterCriteria of Fn.E at a: the local stack does not understand {\"numeric\":[\">\",1]}",
                assertThrows(TemplateException.class, () -> filter("{\"a\":[{\"numeric\":[\">\",1]}]}"))
                        .getMessage());
        assertEquals(
                "FilterCriteria of Fn.E at a.b: a value stands in a list",
                assertThrows(TemplateException.class, () -> filter("{\"a\":{\"b\":\"c\"}}"))
                        .getMessage());
    }

    private static RecordFilter filter(String... patterns) {
        return new RecordFilter(new EventSource(
                "Fn.E", "Fn", "T", "LATEST", 1, Duration.ZERO, 0, Duration.ZERO, false, false, List.of(patterns)));
    }
}
