package dev.tollgate.decision.dialect;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tool put out ({@code outputs} of {@code steps/toolCallResult}), and how ACS is told what is left of it. A
 * replacement is a text in ACS, so what is no text is replaced by its JSON. One output is replaced by {@code
 * modified_content}, since that is what agents can apply to results; several by {@code redactions}, one for each that
 * changed. The standard forbids both at once.
 */
record AcsOutputs(List<Json> values) {
    private static final int MAX_DEPTH = 512;
    private static final JsonText JSON = new JsonText(MAX_DEPTH);

    AcsOutputs {
        values = List.copyOf(values);
    }

    static AcsOutputs read(Json.Obj payload) throws AcsException {
        if (!(payload.get("outputs").orElse(Json.Null.NULL) instanceof Json.Arr outputs)) {
            throw AcsSteps.invalid("outputs", "an array");
        }
        var values = new ArrayList<Json>();
        for (Json output : outputs.items()) {
            if (!(output instanceof Json.Obj object) || object.get("value").isEmpty()) {
                throw AcsSteps.invalid("outputs[" + values.size() + "]", "an object {\"value\"}");
            }
            values.add(object.get("value").get());
        }
        return new AcsOutputs(values);
    }

    /** As it is looked at: one value as it is, so that what MCP answers is known as such; several in an array. */
    byte[] bytes() {
        return JsonText.writeBytes(whole());
    }

    private Json whole() {
        return values.size() == 1 ? values.getFirst() : new Json.Arr(values);
    }

    /** @param redacted what is left, JSON */
    Json.Obj modifications(byte[] redacted) throws JsonException {
        Json left = JSON.parse(redacted);
        if (values.size() > 1 && left instanceof Json.Arr array && array.items().size() == values.size()) {
            var redactions = new ArrayList<Json>();
            for (int i = 0; i < values.size(); i++) {
                Json item = array.items().get(i);
                if (!item.equals(values.get(i))) {
                    redactions.add(Json.object()
                            .put("path", "/outputs/" + i + "/value")
                            .put("replacement", text(item))
                            .build());
                }
            }
            if (!redactions.isEmpty()) {
                return Json.object().put("redactions", new Json.Arr(redactions)).build();
            }
        }
        return Json.object().put("modified_content", text(left)).build();
    }

    private static String text(Json value) {
        return value instanceof Json.Str(String text) ? text : JsonText.write(value);
    }
}
