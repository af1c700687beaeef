package dev.tollgate.cli.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into JSON: {@code $.rows[*].url}, {@code $["odd name"]}, {@code $.list[0]}.
 *
 * @param members the name of each step; empty for items
 */
record JsonPath(String text, List<Optional<String>> members) {
    private static final int LONGEST = 1_000;
    private static final int MOST_STEPS = 32;
    private static final String NAME = "[\\p{L}\\p{N}_-]++";
    private static final String STEP = "(?:\\.(" + NAME + ")|\\.\\*|\\[\\*]|\\[[0-9]{1,4}]"
            + "|\\[\"((?:[^\"\\\\]|\\\\[\"'\\\\])*+)\"]|\\['((?:[^'\\\\]|\\\\[\"'\\\\])*+)'])";
    private static final Pattern FORM = Pattern.compile("\\$" + STEP + "{1," + MOST_STEPS + "}");
    private static final Pattern ONE_STEP = Pattern.compile(STEP);

    JsonPath {
        members = List.copyOf(members);
    }

    static Optional<JsonPath> read(Value value) {
        return value.text().flatMap(text -> {
            if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
                value.problem("'" + Value.shortened(text) + "' is no path (expected such as $.name, $.rows[*].name or "
                        + "$[\"odd name\"])");
                return Optional.empty();
            }
            return Optional.of(new JsonPath(text, members(text)));
        });
    }

    private static List<Optional<String>> members(String text) {
        var members = new ArrayList<Optional<String>>();
        Matcher step = ONE_STEP.matcher(text);
        while (step.find()) {
            members.add(Optional.ofNullable(step.group(1))
                    .or(() -> Optional.ofNullable(step.group(2)).map(JsonPath::unescaped))
                    .or(() -> Optional.ofNullable(step.group(3)).map(JsonPath::unescaped)));
        }
        return members;
    }

    private static String unescaped(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
