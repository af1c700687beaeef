package dev.tollgate.core.policy;

import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BundleCodecTest {
    private static final JsonText JSON = new JsonText(512);

    /** One of everything. */
    private static final String BUNDLE = """
            {"version":2,"name":"b","data":{},
             "settings":{"mode":"enforce","budget":1000,"history_s":900,"retention_s":86400},
             "schedules":{"s":{"zone":"UTC","windows":[{"days":["MONDAY"],"from":0,"to":60}],"closed":["2026-12-25"]}},
             "redactions":{"gdpr":{"findings":{"*":"drop"},
              "target":{"subjects":[],"actions":["a"],"tools":[["trait","read"]],"resources":[]}}},
             "servers":{"crm":{"pin":true,"tools":{"q":{"traits":["read"],"returns":["x"],"digest":"d","arguments":{},"goes_on":false,
               "output":{"type":"object"}}},
              "other":{"traits":[],"returns":[],"arguments":{},"goes_on":false}}},
             "policies":[{"name":"p","mode":"enforce","schedule":"s","limits":["l"],
              "exceptions":[{"id":"e","subjects":[["role","x"]],"rules":["r"],"until":"2027-01-01T00:00:00Z",
               "reason":"why","approved_by":"who"}],
              "target":{"subjects":[["id","agent","*"],["role","r"]],"actions":["a"],
               "tools":[["id","crm","q"],["trait","read"]],"resources":[["id","t","*"]]},
              "rules":[{"id":"r","effect":"deny","reason":"no","code":"data_flow","redirect":["crm","q2"],
                "obligations":[],"when":["==",["var","args"],["const",1]]},
               {"id":"a","effect":"approve","approvers":[["role","boss"]],"uses":1,"within_s":60,
                "obligations":[{"type":"redact","profile":"gdpr"},{"type":"cap_response","bytes":5},
                 {"type":"warn","message":"w"},{"type":"rewrite_arguments","set":{"limit":7}}]},
               {"id":"s","effect":"step_up","acr":"mfa","obligations":[]}]}],
             "limits":{"l":{"mode":"monitor","permits":1,"period_us":1000000,"burst":1,"per":["SUBJECT_ID"],"cost":["const",1],
              "exceeded":"THROTTLE","max_delay_ms":500,"without_store":false,
              "target":{"subjects":[],"actions":["a"],"tools":[],"resources":[]}}}}""";

    @Property(tries = 60)
    void readsWhatItWrote(@ForAll("bundles") Bundle bundle) throws BundleException, JsonException {
        String text = CanonicalJson.NUMBERS_AS_WRITTEN.text(BundleCodec.encode(bundle));

        assertEquals(bundle, BundleCodec.decode(JSON.parse(text)));
    }

    @Property(tries = 60)
    void writesEqualBundlesAlike(@ForAll("bundles") Bundle bundle) throws BundleException {
        assertEquals(
                JsonText.write(BundleCodec.encode(bundle)),
                JsonText.write(BundleCodec.encode(BundleCodec.decode(BundleCodec.encode(bundle)))));
    }

    /** Each place of a bundle is replaced by each kind of value, or removed. */
    @Property(tries = 60)
    void refusesDamageWithABundleExceptionOrReadsABundleThatDecides(
            @ForAll("bundles") Bundle bundle, @ForAll Random random) {
        Json damaged = damaged(BundleCodec.encode(bundle), random);
        try {
            Engines.of(BundleCodec.decode(damaged)).decide(Calls.ofTool(), Situation.at(Instant.EPOCH));
        } catch (BundleException refused) {
            assertTrue(refused.getMessage().length() < 300, refused.getMessage());
        }
    }

    @Property(tries = 1_000)
    void refusesDamageToOneOfEverything(@ForAll Random random) throws JsonException {
        try {
            Engines.of(BundleCodec.decode(damaged(JSON.parse(BUNDLE), random)))
                    .decide(Calls.ofTool(), Situation.at(Instant.EPOCH));
        } catch (BundleException refused) {
            assertTrue(refused.getMessage().length() < 300, refused.getMessage());
        }
    }

    @Test
    void readsTheExample() throws Exception {
        assertEquals(
                List.of("p"),
                BundleCodec.decode(JSON.parse(BUNDLE)).policies().stream()
                        .map(Policy::name)
                        .toList());
    }

    /** Whatever is read as nothing would widen a target or drop a rule. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":2 | \"version\":1",
                "\"mode\":\"enforce\",\"budget\" | \"mode\":\"perhaps\",\"budget\"",
                "\"budget\":1000 | \"budget\":999",
                "\"history_s\":900 | \"history_s\":0",
                "\"zone\":\"UTC\" | \"zone\":\"Mars/Olympus\"",
                "\"MONDAY\" | \"MOONDAY\"",
                "\"from\":0 | \"from\":1440",
                "\"2026-12-25\" | \"2026-13-25\"",
                "\"redactions\":{ | \"redactions\":{\"x\":7,",
                "[[\"trait\",\"read\"]] | [[\"feature\",\"read\"]]",
                "\"schedule\":\"s\" | \"schedule\":\"unheard of\"",
                "\"until\":\"2027-01-01T00:00:00Z\" | \"until\":\"soon\"",
                "\"rules\":[\"r\"] | \"rules\":[]",
                "\"redirect\":[\"crm\",\"q2\"] | \"redirect\":[\"crm\"]",
                "\"approvers\":[[\"role\",\"boss\"]] | \"approvers\":[]",
                "\"uses\":1 | \"uses\":0",
                "\"within_s\":60 | \"within_s\":99999999",
                "\"bytes\":5 | \"rows\":0",
                "\"bytes\":5 | \"bites\":5",
                "\"set\":{\"limit\":7} | \"set\":7",
                "\"max_delay_ms\":500 | \"max_delay_ms\":\"500\"",
                "\"max_delay_ms\":500 | \"max_delay_ms\":-1",
                "\"max_delay_ms\":500 | \"max_delay_ms\":9000000000000000000",
                "\"per\":[\"SUBJECT_ID\"] | \"per\":[\"SUBJECT_OWNER\"]",
                "\"exceeded\":\"THROTTLE\" | \"exceeded\":\"DENY\"",
                "\"type\":\"warn\" | \"type\":\"shout\"",
                "\"acr\":\"mfa\" | \"acr\":7",
                "\"retention_s\":86400 | \"retention_s\":-1",
                "\"retention_s\":86400 | \"retention_s\":9000000000000000000",
                "\"pin\":true | \"pin\":\"true\"",
                "\"pin\":true | \"pin\":null",
                "\"traits\":[\"read\"] | \"traits\":\"read\"",
                "\"traits\":[\"read\"] | \"traits\":[7]",
                "\"digest\":\"d\" | \"digest\":7",
                "\"other\":{\"traits\":[] | \"other\":7,\"x\":{\"traits\":[]",
                "\"limits\":[\"l\"] | \"limits\":[\"unheard of\"]",
                "\"limits\":[\"l\"] | \"limits\":{}",
                "\"subjects\":[[\"id\" | \"sub\":[[\"id\"",
                "\"subjects\":[[\"id\",\"agent\",\"*\"],[\"role\",\"r\"]] | \"subjects\":{}",
                "[\"id\",\"agent\",\"*\"] | [\"id\",\"agent\"]",
                "[\"id\",\"agent\",\"*\"] | []",
                "[\"id\",\"agent\",\"*\"] | [\"id\",\"\",\"*\"]",
                "[\"role\",\"r\"] | [\"rank\",\"r\"]",
                "\"actions\":[\"a\"],\"tools\" | \"actions\":[1],\"tools\"",
                "\"tools\":[[\"id\" | \"tools\":7,\"was\":[[\"id\"",
                "\"rules\":[ | \"rules\":{},\"was\":[",
                "\"effect\":\"deny\" | \"effect\":\"abstain\"",
                "\"reason\":\"no\" | \"reason\":7",
                "\"code\":\"data_flow\" | \"code\":\"because\"",
                "\"code\":\"data_flow\" | \"code\":7",
                "[\"==\",[\"var\",\"args\"],[\"const\",1]] | {}",
                "[\"==\",[\"var\",\"args\"],[\"const\",1]] | [\"==\",[\"var\",\"args\"]]",
                "[\"==\",[\"var\",\"args\"],[\"const\",1]] | []",
                "[\"var\",\"args\"] | [\"var\",\"env\"]",
                "[\"var\",\"args\"] | [\"eval\",\"args\"]",
                "\"permits\":1 | \"permits\":0",
                "\"period_us\":1000000 | \"period_us\":9223372036854775807",
                "\"per\":[\"SUBJECT_ID\"] | \"per\":[\"SHOE_SIZE\"]",
                "\"per\":[\"SUBJECT_ID\"] | \"per\":7",
                "\"exceeded\":\"THROTTLE\" | \"exceeded\":\"SHRUG\"",
                "\"without_store\":false | \"without_store\":0",
                "\"target\":{\"subjects\":[], | \"target\":7,\"x\":{\"subjects\":[],",
                "\"data\":{} | \"data\":[]",
            })
    void refusesWhatItCannotRead(String part, String damage) throws JsonException {
        assertTrue(BUNDLE.contains(part), part);
        Json damaged = JSON.parse(BUNDLE.replace(part, damage));

        assertThrows(BundleException.class, () -> BundleCodec.decode(damaged));
    }

    @ParameterizedTest
    @CsvSource({"null", "[]", "7", "{}", "'\"bundle\"'"})
    void refusesWhatIsNoBundle(String text) throws JsonException {
        Json json = JSON.parse(text);

        assertThrows(BundleException.class, () -> BundleCodec.decode(json));
    }

    @Provide
    Arbitrary<Bundle> bundles() {
        return AnyBundle.bundles();
    }

    private static Json damaged(Json json, Random random) {
        boolean here = random.nextInt(6) == 0;
        return switch (json) {
            case Json.Obj(Map<String, Json> members)
            when !here && !members.isEmpty() -> {
                var names = new ArrayList<>(members.keySet());
                String chosen = names.get(random.nextInt(names.size()));
                var copy = new LinkedHashMap<>(members);
                if (random.nextInt(5) == 0) {
                    copy.remove(chosen);
                } else {
                    copy.put(chosen, damaged(members.get(chosen), random));
                }
                yield new Json.Obj(copy);
            }
            case Json.Arr(List<Json> items)
            when !here && !items.isEmpty() -> {
                int chosen = random.nextInt(items.size());
                var copy = new ArrayList<>(items);
                if (random.nextInt(5) == 0) {
                    copy.remove(chosen);
                } else {
                    copy.set(chosen, damaged(items.get(chosen), random));
                }
                yield new Json.Arr(copy);
            }
            default -> DAMAGE.get(random.nextInt(DAMAGE.size()));
        };
    }

    private static final List<Json> DAMAGE = List.of(
            Json.Null.NULL,
            Json.of(true),
            Json.of(0),
            Json.of(-1),
            Json.of(Long.MAX_VALUE),
            new Json.Num("1.5"),
            new Json.Num("1e400"),
            Json.of(""),
            Json.of("x"),
            new Json.Arr(List.of()),
            Json.texts(List.of("x")),
            Json.Obj.EMPTY,
            Json.object().put("x", Json.Obj.EMPTY).build());
}
