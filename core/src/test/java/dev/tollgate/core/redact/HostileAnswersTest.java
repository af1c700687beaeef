package dev.tollgate.core.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a tool's server may try to get a value through. */
class HostileAnswersTest {
    private static final Redactor REDACTOR = new Redactor(new Scanner());
    private static final PseudonymKey KEY = new PseudonymKey("k1", new byte[32]);
    private static final String ALL = "{\"findings\":{\"*\":\"replace\"}}";
    private static final String FIELDS = """
            {"fields": [{"name": "ssn", "transform": "replace"}, {"path": "$.rows[*].x", "transform": "replace"}]}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111.0",
                "4111111111111111e0",
                "4.111111111111111e15",
                "4.111111111111111000E+15",
                "41111111111111110e-1",
                "-4111111111111111.00",
                "0.4111111111111111e16",
                "4111111111111111.0000000000000000000000000000000000000000000000000000000000000000000"
            })
    void aNumberIsFoundHoweverItIsWritten(String number) {
        assertEquals("{\"a\":0}", redacted("{\"a\":" + number + "}", ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.1111111111111111e14", "1e999999999", "1e-999999999", "0e5", "0.000", "12345.678901"})
    void anotherNumberStaysAsItIs(String number) {
        String json = "{\"a\":" + number + "}";
        assertEquals(json, redacted(json, ALL));
    }

    @ParameterizedTest
    @CsvSource({
        "123456789.00000000000000000000000000000000000000000000000000000000000000000000, 0",
        "true, false",
        "false, false",
        "null, null"
    })
    void aRuleOnAFieldHoldsWhateverTheFieldHolds(String value, String left) {
        assertEquals("{\"ssn\":[" + left + "]}", redacted("{\"ssn\":[" + value + "]}", FIELDS));
    }

    @Test
    void aShortBlobIsReadAsTheTextThatItMayBe() {
        for (String value : List.of("4111111111111111", "AKIA" + "Q3EGRIVTZ5XWM7NB")) {
            assertEquals(
                    "{\"content\":[{\"type\":\"text\",\"data\":\"\"},{\"resource\":{\"blob\":\"\"}}]}",
                    redacted(
                            "{\"content\":[{\"type\":\"text\",\"data\":\"" + value + "\"},{\"resource\":{\"blob\":\""
                                    + value + "\"}}]}",
                            ALL));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9})
    void noDocumentIsTooDeepInTextsToBeRead(int texts) {
        String object = "{\"ssn\":\"Ann\"}";
        String string = object;
        for (int i = 0; i < texts; i++) {
            object = "{\"t\":" + quoted(object) + "}";
            string = quoted(string);
        }
        assertFalse(redacted(object, FIELDS).contains("Ann"));
        assertFalse(redacted(string, FIELDS).contains("Ann"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"structuredContent\":{\"result\":@}}",
                "{\"text\":@}",
                "@",
                "{\"content\":[{\"type\":\"resource\",\"resource\":{\"note\":@}}],\"_meta\":{\"x\":[@]}}"
            })
    void pathsBeginAtEachDocumentInAText(String answer) {
        for (String text : List.of("{\"rows\":[{\"x\":\"Ann\"}]}", "\uFEFF {\"rows\":[{\"x\":\"Ann\"}]}")) {
            assertFalse(redacted(answer.replace("@", quoted(text)), FIELDS).contains("Ann"));
        }
    }

    @Test
    void coordinatesAreMadeCoarserHoweverTheyAreWritten() {
        assertEquals(
                "{\"latitude\":41.4,\"longitude\":2.1}",
                redacted(
                        "{\"latitude\":4.1403380e1,\"longitude\":2174030e-6}",
                        "{\"findings\":{\"GEO_COORDINATES\":\"generalise\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generalise | {\"truncate\":{\"length\":50}}",
                "{\"mask\":{\"keep_first\":6}} | {\"mask\":{\"keep_last\":4}}",
                "{\"truncate\":{\"length\":4}} | {\"mask\":{\"keep_last\":4}}",
                "mask | {\"pseudonym\":{\"keep_format\":true}}",
                "generalise | {\"mask\":{\"keep_last\":4}}"
            })
    void twoProfilesLeaveNothingThatOneOfThemTakesAway(String one, String other) {
        String json = "{\"t\":\"born on 1980-03-12, card 4111 1111 1111 1111\",\"n\":4111111111111111}";
        for (String digits : List.of("03-12", "1980-03", "4111", "1111\"")) {
            String first = once(json, all(one));
            String second = once(json, all(other));
            String both = redacted(json, all(one), all(other));
            assertEquals(both, redacted(json, all(other), all(one)));
            assertTrue(first.contains(digits) && second.contains(digits) || !both.contains(digits), both);
        }
    }

    private static String all(String transform) {
        String value = transform.startsWith("{") ? transform : "\"" + transform + "\"";
        return "{\"findings\":{\"*\":" + value + "}}";
    }

    @Test
    void aRuleOnAFieldLeavesNothingThatAnotherProfileTakesAway() {
        String json = "{\"notes\":\"some words, some more words, 4111 1111 1111 1111\",\"x\":\"born 1980-03-12\"}";
        String masks = "{\"fields\":[{\"name\":\"notes\",\"transform\":{\"mask\":{\"keep_last\":99}}},"
                + "{\"name\":\"x\",\"transform\":\"generalise\"}]}";

        assertFalse(redacted(json, masks, ALL).contains("1111"));
        assertFalse(redacted(json, masks, ALL).contains("1980"));
    }

    @Test
    void aDocumentInAFieldThatIsCutShortIsReadAsOne() {
        String json = "{\"notes\":" + quoted("{\"ssn\":\"Ann\"}") + "}";
        String cuts = "{\"fields\":[{\"name\":\"notes\",\"transform\":{\"truncate\":{\"length\":500}}}]}";
        assertEquals("{\"notes\":" + quoted("{\"ssn\":\"[FIELD]\"}") + "}", redacted(json, cuts, FIELDS));
    }

    @Test
    void theFormatThatIsKeptHasNoLettersOfTheValue() {
        String name = "\u0410\u043d\u043d\u0430 \u0421\u043c\u0438\u0440\u043d\u043e\u0432\u0430";
        String left = redacted(
                "{\"full_name\":\"" + name + "\",\"t\":\"password=p@$$w\u00f6rd!#%^&9\"}",
                all("{\"pseudonym\":{\"keep_format\":true}}"));
        for (String part : List.of("\u0430", "@$$", "\u00f6", "!#")) {
            assertFalse(left.contains(part), left);
        }
    }

    @Test
    void aMaskLeavesNoSignsOfASecret() {
        String left = redacted(
                "{\"pw\":\"!#$%^&*~\",\"t\":\"password=@#$-%^&*.(9)_+x\"}",
                "{\"findings\":{\"*\":\"mask\"},\"fields\":[{\"name\":\"pw\",\"transform\":\"mask\"}]}");
        assertEquals("{\"pw\":\"********\",\"t\":\"password=***************\"}", left);
    }

    @Test
    void noPlaceIsToldWhosePointerIsLong() throws JsonException {
        String json = "{\"" + "n".repeat(2_000) + "\":[\"ann@example.org\",4111111111111111,"
                + quoted("{\"a\":\"bob@example.org\"}") + "],\"b\":\"ann@example.org\"}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var rules = new AnswerRules(List.of(profile(ALL)), List.of(), List.of(), Cap.NONE);
        Redacted redacted = REDACTOR.redact(bytes, 0, bytes.length, rules, KEY, Redactor.Detail.PLACES);

        assertEquals(
                List.of("/b"),
                redacted.located().stream().map(Redacted.Located::pointer).toList());
    }

    @Test
    void whatARuleLeavesOfADocumentInATextIsReadAsTheTextThatItIsNow() {
        String json = "{\"password\":" + quoted("{\"a\":\"1234 56789 0\"}") + "}";
        String rule = "{\"fields\":[{\"name\":\"password\",\"transform\":\"generalise\"}]}";
        assertEquals("{\"password\":\"[FIELD]\"}", redacted(json, rule, "{\"findings\":{\"PASSWORD\":\"mask\"}}"));
    }

    @Test
    void whatOutgrowsTheBoundIsHeldBack() throws JsonException {
        String tokens = "{\"findings\":{\"*\":\"pseudonym\"}}";
        for (String json :
                List.of("\"" + "a@b.org ".repeat(500_000) + "\"", "[" + "\"a@b.org\",".repeat(400_000) + "1]")) {
            Redacted redacted = redacted(json, Redactor.Detail.COUNTS, tokens);
            assertEquals(Optional.of("answer_too_large"), redacted.blocked());
            assertEquals(Redacted.Action.BLOCKED, redacted.action());
            assertTrue(redacted.result().length < 200);
        }
    }

    @Test
    void theFirstThousandPlacesAreToldWhereTheyAre() throws JsonException {
        String json = "\"" + "password: a@b.org, card 4111111111111111; ".repeat(900) + "\"";
        Redacted redacted = redacted(json, Redactor.Detail.PLACES, all("mask"));
        String text = new String(redacted.result(), StandardCharsets.UTF_8);
        text = text.substring(1, text.length() - 1);

        assertEquals(Redacted.MOST_LOCATED, redacted.located().size());
        int last = 0;
        for (Redacted.Located place : redacted.located()) {
            assertTrue(place.from() >= last);
            last = place.from();
            String there = text.substring(place.from(), place.to());
            assertTrue(there.matches("\\*+|\\[[A-Z_]+]"), there);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann@example.org password | hunter2secret",
                "203.0.113.9 password | hunter2secret",
                "ssn (ann@example.org) | 078051120",
                "the social security number of the customer as it is recorded in the main system | 078051120"
            })
    void aNameSaysWhatItsValueIsWhateverElseItHolds(String name, String value) {
        String left = redacted("{\"" + name + "\":\"" + value + "\"}", ALL);
        assertFalse(left.contains(value), left);
    }

    private static String quoted(String text) {
        return JsonText.write(new Json.Str(text));
    }

    private static String redacted(String json, String... profiles) {
        String once = once(json, profiles);
        assertEquals(once, once(once, profiles), "twice");
        return once;
    }

    private static Redacted redacted(String json, Redactor.Detail detail, String profile) throws JsonException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var rules = new AnswerRules(List.of(profile(profile)), List.of(), List.of(), Cap.NONE);
        return REDACTOR.redact(bytes, 0, bytes.length, rules, KEY, detail);
    }

    private static String once(String json, String... profiles) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var rules = new AnswerRules(
                Arrays.stream(profiles).map(HostileAnswersTest::profile).toList(), List.of(), List.of(), Cap.NONE);
        try {
            Redacted redacted = REDACTOR.redact(bytes, 0, bytes.length, rules, KEY, Redactor.Detail.PLACES);
            return new String(redacted.result(), StandardCharsets.UTF_8);
        } catch (JsonException malformed) {
            throw new AssertionError(json, malformed);
        }
    }

    private static Profile profile(String json) {
        try {
            Json document = new JsonText(64).parse(json.getBytes(StandardCharsets.UTF_8));
            return ProfileReader.read("p", (Json.Obj) document, Optional.empty());
        } catch (JsonException malformed) {
            throw new AssertionError(json, malformed);
        }
    }
}
