package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.local.template.StackTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** The event that Lambda makes of records of a DynamoDB stream. */
final class StreamEvent {
    /** DynamoDB Local gives the time of a change in whole minutes, and none should count as older than it is. */
    private static final Duration ROUNDED_OFF = Duration.ofSeconds(59);

    private final String streamArn;

    StreamEvent(String streamArn) {
        this.streamArn = streamArn;
    }

    static byte[] of(List<StreamRecord> records) {
        var text = new StringJoiner(",", "{\"Records\":[", "]}");
        records.forEach(record -> text.add(record.text()));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    StreamRecord record(Record record) {
        var change = record.dynamodb();
        Instant created = change.approximateCreationDateTime();
        var dynamodb = Json.object()
                .put("ApproximateCreationDateTime", created.getEpochSecond())
                .put("Keys", item(change.keys()));
        if (change.hasNewImage()) {
            dynamodb.put("NewImage", item(change.newImage()));
        }
        if (change.hasOldImage()) {
            dynamodb.put("OldImage", item(change.oldImage()));
        }
        dynamodb.put("SequenceNumber", change.sequenceNumber())
                .put("SizeBytes", change.sizeBytes())
                .put("StreamViewType", change.streamViewTypeAsString());
        var event = Json.object()
                .put("eventID", record.eventID())
                .put("eventName", record.eventNameAsString())
                .put("eventVersion", record.eventVersion())
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", StackTemplate.REGION)
                .put("dynamodb", dynamodb.build())
                .put("eventSourceARN", streamArn);
        if (record.userIdentity() != null) {
            event.put(
                    "userIdentity",
                    Json.object()
                            .put("type", record.userIdentity().type())
                            .put("principalId", record.userIdentity().principalId())
                            .build());
        }
        return new StreamRecord(change.sequenceNumber(), created.plus(ROUNDED_OFF), event.build());
    }

    private static Json.Obj item(Map<String, AttributeValue> attributes) {
        var item = Json.object();
        attributes.forEach((name, value) -> item.put(name, value(value)));
        return item.build();
    }

    private static Json.Obj value(AttributeValue value) {
        var typed = Json.object();
        switch (value.type()) {
            case S -> typed.put("S", value.s());
            case N -> typed.put("N", value.n());
            case B -> typed.put("B", base64(value.b()));
            case SS -> typed.put("SS", Json.texts(value.ss()));
            case NS -> typed.put("NS", Json.texts(value.ns()));
            case BS ->
                typed.put(
                        "BS",
                        Json.texts(value.bs().stream().map(StreamEvent::base64).toList()));
            case M -> typed.put("M", item(value.m()));
            case L ->
                typed.put(
                        "L",
                        new Json.Arr(
                                value.l().stream().<Json>map(StreamEvent::value).toList()));
            case BOOL -> typed.put("BOOL", Json.of(value.bool()));
            case NUL -> typed.put("NULL", Json.of(true));
            // Of the types, DynamoDB Local leaves out that of an empty map, in streams only.
            case UNKNOWN_TO_SDK_VERSION -> typed.put("M", Json.Obj.EMPTY);
        }
        return typed.build();
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
