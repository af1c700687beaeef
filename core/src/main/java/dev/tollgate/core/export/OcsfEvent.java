package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A record as an event of the Open Cybersecurity Schema Framework, release 1.9.0: class API Activity (6003) with the
 * profiles {@code ai_operation}, {@code cloud}, {@code record_integrity} and {@code security_control}.
 *
 * <p>It says nothing that is not in the record: people and addresses are the record's pseudonyms. What the class has no
 * room for stands under {@code unmapped}, by the record's own names, so that nothing is lost either. The fingerprint in
 * {@code attestation_list} is the record's hash in its chain: it covers the record, not this event.
 */
public final class OcsfEvent {
    private static final String SCHEMA = "1.9.0";
    private static final List<String> PROFILES =
            List.of("ai_operation", "cloud", "record_integrity", "security_control");

    private final SealedRecord record;
    private final Remainder rest;
    private final EventKind eventKind;
    private final Optional<String> agent;
    private final Optional<String> session;

    private OcsfEvent(SealedRecord record) {
        this.record = record;
        this.rest = new Remainder(record.content());
        this.eventKind = EventKind.of(record);
        this.agent = rest.takeText("agent");
        this.session = rest.takeText("session");
    }

    public static Json.Obj of(SealedRecord record) {
        return new OcsfEvent(record).event();
    }

    private Json.Obj event() {
        boolean isFailure = EventKind.isFailure(record.content());
        var event = Json.object();
        event.put("metadata", metadata())
                .put("time", time().map(Instant::toEpochMilli).orElse(0L));
        eventKind.activity().describe(event);
        eventKind.severity().describe(event);
        event.put("status_id", isFailure ? 2 : 1).put("status", isFailure ? "Failure" : "Success");
        event.put("status_code", rest.takeText("reason"));
        eventKind.disposition().describe(event);
        if (kind().equals(Optional.of(Draft.Kind.SECURITY))) {
            event.put("is_alert", Json.of(true));
        }
        record.content().integer("took_us").ifPresent(micros -> event.put("duration", micros / 1_000));
        event.put("actor", actor());
        agent.ifPresent(id -> event.put("ai_agent", aiAgent(id)));
        event.put("api", api()).put("src_endpoint", source());
        List<Json> resources = resources();
        if (!resources.isEmpty()) {
            event.put("resources", new Json.Arr(resources));
        }
        policy(event);
        // A record does not say on whose machines it was made.
        event.put("cloud", Json.object().put("provider", "Unknown").build());
        event.put("attestation_list", new Json.Arr(List.of(attestation())));
        Json.Obj unmapped = rest.all();
        if (!unmapped.members().isEmpty()) {
            event.put("unmapped", unmapped);
        }
        return event.build();
    }

    private Optional<Draft.Kind> kind() {
        return EventKind.kind(record);
    }

    private Optional<Instant> time() {
        try {
            return record.content().text("at").map(Instant::parse);
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private Json metadata() {
        rest.takeText("id");
        var metadata = Json.object()
                .put("version", SCHEMA)
                .put(
                        "product",
                        Json.object()
                                .put("name", "Tollgate")
                                .put("vendor_name", "Tollgate")
                                .build())
                .put("profiles", Json.texts(PROFILES))
                .put("uid", record.id())
                .put("sequence", record.seq())
                .put("event_code", rest.takeText("kind"))
                .put("original_time", rest.takeText("at"))
                .put("log_version", rest.takeInteger("v").map(String::valueOf))
                .put("correlation_uid", rest.takeText("trace"));
        List<String> labels = rest.takeTexts("labels");
        if (!labels.isEmpty()) {
            metadata.put("labels", Json.texts(labels));
        }
        return metadata.build();
    }

    /** Who acted: the person, if one did, and the program that asked for it. */
    private Json actor() {
        var actor = Json.object();
        user().ifPresent(user -> actor.put("user", user));
        session.ifPresent(
                id -> actor.put("session", Json.object().put("uid", id).build()));
        Optional<String> key = rest.takeText("caller", "key");
        Optional<String> program = rest.takeText("hook").or(() -> rest.takeText("function"));
        boolean isNobody = key.isEmpty() && program.isEmpty();
        actor.put("app_uid", key).put("app_name", isNobody ? Optional.of("Tollgate") : program);
        return actor.build();
    }

    private Optional<Json> user() {
        return rest.takeText("by")
                .or(() -> rest.takeText("user"))
                .or(() -> rest.takeText("subject"))
                .map(pseudonym -> Json.object().put("uid", pseudonym).build());
    }

    private Json aiAgent(String id) {
        return Json.object().put("uid", id).put("instance_uid", session).build();
    }

    /** The request that this is about is the decision's, also where something came of it later. */
    private Json api() {
        var api = Json.object()
                .put("operation", eventKind.operation())
                .put(
                        "request",
                        Json.object()
                                .put("uid", rest.takeText("decision").orElse(record.id()))
                                .build());
        takeOperation();
        record.content()
                .text("server")
                .ifPresent(server ->
                        api.put("service", Json.object().put("name", server).build()));
        return api.build();
    }

    /** What the operation was made of. A word that it does not tell stays where it is. */
    private void takeOperation() {
        for (String name : List.of("action", "act", "search", "event")) {
            boolean isTold = record.content()
                    .text(name)
                    .filter(word -> List.of(eventKind.operation().split(" ")).contains(word)
                            || eventKind.operation().equals(word))
                    .isPresent();
            if (isTold) {
                rest.takeText(name);
            }
        }
    }

    /** A pseudonym of the caller's address; acts without a caller come from the writer itself. */
    private Json source() {
        return rest.takeText("caller", "from")
                .map(pseudonym -> Json.object().put("uid", pseudonym).build())
                .orElseGet(
                        () -> Json.object().put("instance_uid", record.writer()).build());
    }

    private List<Json> resources() {
        Optional<String> server = rest.takeText("server");
        var resources = new ArrayList<Json>();
        rest.takeText("tool")
                .ifPresent(tool -> resources.add(Json.object()
                        .put("uid", tool)
                        .put("name", tool)
                        .put("type", "MCP tool")
                        .put("namespace", server)
                        .build()));
        rest.takeText("resource")
                .ifPresent(resource -> resources.add(Json.object()
                        .put("uid", resource)
                        .put("type", rest.takeText("resource_type"))
                        .put("namespace", server)
                        .build()));
        return resources;
    }

    /** The rule that decided, and its bundle. What an administrator did to a bundle is no policy that was applied. */
    private void policy(Json.Members event) {
        if (kind().equals(Optional.of(Draft.Kind.ADMIN))) {
            return;
        }
        Optional<String> name = rest.takeText("policy");
        Optional<String> rule = name.flatMap(policy -> rest.takeText("rule"));
        Optional<String> bundle = rest.takeText("bundle");
        Optional<String> effect = rest.takeText("effect");
        if (name.isPresent() || bundle.isPresent()) {
            event.put(
                    "policy",
                    named(name, rule)
                            .put("type", name.isPresent() ? "Tollgate policy" : "Tollgate bundle")
                            .put("version", bundle)
                            .build());
        }
        effect.ifPresent(word -> {
            var authorization = Json.object().put("decision", word);
            if (name.isPresent()) {
                authorization.put("policy", named(name, rule).build());
            }
            event.put("authorizations", new Json.Arr(List.of(authorization.build())));
        });
    }

    private static Json.Members named(Optional<String> policy, Optional<String> rule) {
        return Json.object()
                .put("name", policy)
                .put(
                        "uid",
                        policy.map(name -> rule.map(each -> name + "/" + each).orElse(name)));
    }

    private Json attestation() {
        var attestation = Json.object()
                .put("uid", record.id())
                .put("chain_uid", record.writer())
                .put("fingerprint", fingerprint(record.hash()));
        if (record.seq() > 0) {
            rest.takeText("prev")
                    .ifPresent(before -> attestation.put(
                            "prev_event",
                            Json.object()
                                    .put("uid", SealedRecord.id(record.writer(), record.seq() - 1))
                                    .put("fingerprint", fingerprint(before))
                                    .build()));
        }
        return attestation.build();
    }

    private static Json fingerprint(String hash) {
        return Json.object()
                .put("algorithm_id", 3)
                .put("algorithm", "SHA-256")
                .put("encoding_id", 1)
                .put("encoding", "Hex")
                .put("serialization_id", 2)
                .put("serialization", "JCS")
                .put("value", hash)
                .build();
    }
}
