package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes JSON as nobody does, but may: spaces, escapes that are not needed, a name twice. */
final class OddWriter {
    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t \r\n");
    private static final String HEX = "0123456789abcdefABCDEF";

    private final Choices choices;
    private final StringBuilder out = new StringBuilder();

    OddWriter(Choices choices) {
        this.choices = choices;
    }

    byte[] written(Json value) {
        boolean repeatsNames = choices.inHundred(10);
        write(value, repeatsNames);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(Json value, boolean repeatsNames) {
        space();
        switch (value) {
            case Json.Str(String text) -> string(text);
            case Json.Num(String text) -> out.append(text);
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null ignored -> out.append("null");
            case Json.Arr(List<Json> items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    write(items.get(i), repeatsNames);
                }
                out.append(']');
            }
            case Json.Obj(Map<String, Json> members) -> {
                out.append('{');
                String separator = "";
                for (var member : members.entrySet()) {
                    for (int times = repeatsNames && choices.inHundred(20) ? 2 : 1; times > 0; times--) {
                        out.append(separator);
                        space();
                        string(member.getKey());
                        space();
                        out.append(':');
                        write(member.getValue(), repeatsNames);
                        separator = ",";
                    }
                }
                out.append('}');
            }
        }
        space();
    }

    private void space() {
        out.append(choices.oneOf(SPACES));
    }

    private void string(String text) {
        int share = choices.oneOf(List.of(0, 0, 10, 100));
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isSurrogate = Character.isSurrogate(c);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || !isSurrogate && choices.inHundred(share)) {
                unit(c);
            } else if (isSurrogate && share == 100) {
                unit(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void unit(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = c >> shift & 0xF;
            out.append(HEX.charAt(digit > 9 && choices.inHundred(50) ? digit + 6 : digit));
        }
    }
}
