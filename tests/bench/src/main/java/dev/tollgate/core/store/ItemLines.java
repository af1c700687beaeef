package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of the audit table, a line each, as DynamoDB Local keeps them in its file. For measurements. */
public final class ItemLines implements RecordStore {
    private final PrintWriter out;

    public ItemLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void enter(String writer, LocalDate day, Deadline deadline) {
        print(Map.of("pk", AttributeValue.fromS("WRITERS#" + day), "sk", AttributeValue.fromS(writer)));
    }

    @Override
    public boolean append(List<SealedRecord> records, Deadline deadline) {
        records.forEach(record -> print(AuditItems.item(record)));
        return true;
    }

    private void print(Map<String, AttributeValue> item) {
        out.println(new String(JsonText.writeBytes(members(item)), StandardCharsets.UTF_8));
    }

    private static Json members(Map<String, AttributeValue> item) {
        var members = Json.object();
        item.forEach((name, value) -> members.put(name, typed(value)));
        return members.build();
    }

    private static Json typed(AttributeValue value) {
        var typed = Json.object();
        switch (value.type()) {
            case S -> typed.put("S", value.s());
            case N -> typed.put("N", value.n());
            case BOOL -> typed.put("BOOL", Json.of(value.bool()));
            case L ->
                typed.put(
                        "L",
                        new Json.Arr(value.l().stream().map(ItemLines::typed).toList()));
            case M -> typed.put("M", members(value.m()));
            default -> throw new IllegalArgumentException("no record has " + value.type());
        }
        return typed.build();
    }
}
