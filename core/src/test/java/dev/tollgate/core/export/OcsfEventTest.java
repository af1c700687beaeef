package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OcsfEventTest {
    private static final String SEED = "20261127";

    /** What an event says besides the record: words of the schema, and who made the record. */
    private static final Set<String> CONSTANTS = Set.of(
            "1.9.0",
            "Tollgate",
            "ai_operation",
            "cloud",
            "record_integrity",
            "security_control",
            "Application Activity",
            "API Activity",
            "Success",
            "Failure",
            "Unknown",
            "unknown",
            "MCP tool",
            "Tollgate policy",
            "Tollgate bundle",
            "SHA-256",
            "Hex",
            "JCS");

    @Property(seed = SEED, tries = 500)
    void everyRecordIsAnEventThatTheOfficialSchemaTakes(@ForAll Random random) {
        for (Draft.Kind kind : Draft.Kind.values()) {
            Json.Obj event = OcsfEvent.of(new AnyRecord(random).of(kind));
            assertEquals(List.of(), OcsfSchema.mistakes(event), () -> JsonText.write(event));
        }
    }

    @Property(seed = SEED, tries = 500)
    void nothingOfARecordIsLostAndNothingIsAdded(@ForAll Random random) {
        for (Draft.Kind kind : Draft.Kind.values()) {
            SealedRecord record = new AnyRecord(random).of(kind);
            Json.Obj event = OcsfEvent.of(record);

            Set<String> said = texts(event);
            for (String text : texts(record.content())) {
                assertTrue(
                        said.contains(text) || said.stream().anyMatch(each -> each.contains(text)),
                        () -> "lost '" + text + "': " + JsonText.write(event));
            }
            String source = JsonText.write(record.content());
            for (String text : pseudonymsAndWords(event)) {
                assertTrue(
                        source.contains(inJson(text)) || isOfThePlace(text, record),
                        () -> "added '" + text + "': " + JsonText.write(event) + "\n" + source);
            }
        }
    }

    /** Each of them is one step away from a valid event; a validator that does not look would take them. */
    @ParameterizedTest
    @CsvSource({
        "class_uid, 6004",
        "category_uid, 5",
        "activity_id, 7",
        "type_uid, 600305",
        "severity_id, 9",
        "status_id, 3",
        "action_id, 8",
        "disposition_id, 40",
        "time, text",
        "is_alert, 1",
        "duration, text",
        "attestation_list, 1",
        "metadata, text",
        "invented, 1"
    })
    void theSchemaRefusesAnEventWithAnotherValue(String name, String value) {
        Json wrong = value.equals("text") ? Json.of("text") : new Json.Num(value);

        assertFalse(
                OcsfSchema.mistakes(with(sample(), name, Optional.of(wrong))).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "activity_id",
        "actor",
        "api",
        "category_uid",
        "class_uid",
        "cloud",
        "metadata",
        "severity_id",
        "src_endpoint",
        "time",
        "type_uid"
    })
    void theSchemaRefusesAnEventWithoutWhatItRequires(String name) {
        assertFalse(OcsfSchema.mistakes(with(sample(), name, Optional.empty())).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"actor", "api", "metadata", "src_endpoint", "cloud", "policy", "ai_agent"})
    void theSchemaRefusesAnInventedMemberInside(String name) {
        Json.Obj inner = sample().object(name).orElseThrow();
        Json.Obj wrong = with(inner, "invented", Optional.of(Json.of(1)));

        assertFalse(
                OcsfSchema.mistakes(with(sample(), name, Optional.of(wrong))).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "allow,    allowed,           1, 1,  1, 1",
        "throttle, rate_limited,      2, 2,  2, 1",
        "deny,     denied_by_policy,  2, 26, 3, 1",
        "deny,     store_unavailable, 2, 27, 3, 2"
    })
    void aDecisionTellsWhatBecameOfTheCall(
            String effect, String reason, int action, int disposition, int severity, int status) {
        Json.Obj event = OcsfEvent.of(
                record(Draft.Kind.DECISION, Json.object().put("effect", effect).put("reason", reason)));

        assertNumbers(event, action, disposition, severity, status);
    }

    @Test
    void aCallWhoseTurnIsKeptIsDelayed() {
        Json held = Json.object().put("id", "r1").put("use", "held").build();
        Json.Obj event = OcsfEvent.of(record(
                Draft.Kind.DECISION,
                Json.object()
                        .put("effect", "throttle")
                        .put("reason", "rate_limited")
                        .put("reservation", held)));

        assertNumbers(event, 4, 14, 2, 1);
    }

    @ParameterizedTest
    @CsvSource({"passed, 1, 1, 1", "redacted, 4, 11, 2", "truncated, 4, 11, 2", "blocked, 2, 2, 3"})
    void aRedactionTellsWhatBecameOfTheAnswer(String redaction, int action, int disposition, int severity) {
        Json.Obj event = OcsfEvent.of(record(Draft.Kind.REDACTION, Json.object().put("redaction", redaction)));

        assertNumbers(event, action, disposition, severity, 1);
    }

    @ParameterizedTest
    @CsvSource({"outside_scope, 2, 25", "reaction, 3, 15"})
    void aSecurityRecordIsAnAlert(String name, int action, int disposition) {
        Json.Obj event = OcsfEvent.of(record(Draft.Kind.SECURITY, Json.object().put("event", name)));

        assertNumbers(event, action, disposition, 3, 1);
        assertEquals(Optional.of(Json.of(true)), event.get("is_alert"));
        assertEquals(Optional.of(name), event.object("api").orElseThrow().text("operation"));
    }

    @Test
    void theChainStandsInTheAttestation() {
        SealedRecord record = record(Draft.Kind.ADMIN, Json.object().put("act", "agent.create"));
        Json.Obj attestation =
                (Json.Obj) OcsfEvent.of(record).items("attestation_list").getFirst();

        assertEquals(Optional.of(record.writer()), attestation.text("chain_uid"));
        assertEquals(Optional.of(record.hash()), value(attestation.object("fingerprint")));
        Json.Obj before = attestation.object("prev_event").orElseThrow();
        assertEquals(Optional.of("01jdw-6"), before.text("uid"));
        assertEquals(Optional.of(record.prev()), value(before.object("fingerprint")));
    }

    @ParameterizedTest
    @EnumSource(Draft.Kind.class)
    void aRecordWithNothingButItsPlaceIsValidToo(Draft.Kind kind) {
        assertEquals(List.of(), OcsfSchema.mistakes(OcsfEvent.of(record(kind, Json.object()))));
    }

    @Test
    void aKindOfALaterVersionIsValidToo() {
        Json.Obj content =
                Json.object().put("kind", "signal").put("at", "?").put("v", 2).build();
        Json.Obj event = OcsfEvent.of(new SealedRecord("w", 3, content, "00"));

        assertEquals(List.of(), OcsfSchema.mistakes(event));
        assertEquals(Optional.of(0L), event.integer("activity_id"));
    }

    private static Optional<String> value(Optional<Json.Obj> fingerprint) {
        return fingerprint.flatMap(each -> each.text("value"));
    }

    private static void assertNumbers(Json.Obj event, long action, long disposition, long severity, long status) {
        assertEquals(
                List.of(action, disposition, severity, status),
                Stream.of("action_id", "disposition_id", "severity_id", "status_id")
                        .map(name -> event.integer(name).orElseThrow())
                        .toList());
        assertEquals(List.of(), OcsfSchema.mistakes(event));
    }

    private static Json.Obj sample() {
        Json.Obj event = OcsfEvent.of(record(
                Draft.Kind.DECISION,
                Json.object()
                        .put("agent", "bot")
                        .put("effect", "allow")
                        .put("policy", "crm")
                        .put("rule", "read")
                        .put("took_us", 1_500)));
        assertEquals(List.of(), OcsfSchema.mistakes(event));
        return event;
    }

    private static SealedRecord record(Draft.Kind kind, Json.Members members) {
        var content = Json.object()
                .put("id", "01jdw-7")
                .put("v", 1)
                .put("kind", kind.word())
                .put("at", "2026-11-27T10:00:00.000250Z")
                .put("prev", SealedRecord.genesis("before"))
                .put("ttl", 1_800_000_000L);
        members.build().members().forEach(content::put);
        Json.Obj sealed = content.build();
        return new SealedRecord("01jdw", 7, sealed, SealedRecord.hashOf(sealed));
    }

    private static Json.Obj with(Json.Obj object, String name, Optional<Json> value) {
        var members = new LinkedHashMap<>(object.members());
        members.remove(name);
        value.ifPresent(other -> members.put(name, other));
        return new Json.Obj(members);
    }

    private static boolean isOfThePlace(String text, SealedRecord record) {
        return CONSTANTS.contains(text)
                || text.equals(record.hash())
                || text.equals(record.writer())
                || text.equals(SealedRecord.id(record.writer(), record.seq() - 1));
    }

    /** An event's texts but for captions, which stand beside their numbers, and names that are made of two. */
    private static Set<String> pseudonymsAndWords(Json.Obj event) {
        var left = new LinkedHashMap<>(event.members());
        List.of("activity_name", "action", "disposition", "severity", "status", "policy", "authorizations", "api")
                .forEach(left::remove);
        return texts(new Json.Obj(left));
    }

    /** All strings, without the names of members. */
    private static Set<String> texts(Json value) {
        var texts = new HashSet<String>();
        var open = new ArrayList<Json>(List.of(value));
        while (!open.isEmpty()) {
            switch (open.removeLast()) {
                case Json.Obj(Map<String, Json> members) -> open.addAll(members.values());
                case Json.Arr(List<Json> items) -> open.addAll(items);
                case Json.Str(String text) -> texts.add(text);
                case Json.Num number -> {}
                case Json.Bool bool -> {}
                case Json.Null nothing -> {}
            }
        }
        return texts;
    }

    private static String inJson(String text) {
        String quoted = JsonText.write(Json.of(text));
        return quoted.substring(1, quoted.length() - 1);
    }
}
