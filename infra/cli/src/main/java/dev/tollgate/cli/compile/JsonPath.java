package dev.tollgate.cli.compile;

import java.util.Optional;
import java.util.regex.Pattern;

/** The form of a path into JSON: {@code $.rows[*].url}, {@code $["odd name"]}, {@code $.list[0]}. */
final class JsonPath {
    private static final int LONGEST = 1_000;
    private static final int MOST_STEPS = 32;
    private static final String STEP = "(?:\\.[\\p{L}\\p{N}_-]++|\\.\\*|\\[\\*]|\\[[0-9]{1,4}]"
            + "|\\[\"(?:[^\"\\\\]|\\\\[\"'\\\\])*+\"]|\\['(?:[^'\\\\]|\\\\[\"'\\\\])*+'])";
    private static final Pattern FORM = Pattern.compile("\\$" + STEP + "{1," + MOST_STEPS + "}");

    private JsonPath() {}

    static Optional<String> read(Value value) {
        return value.text().filter(text -> {
            boolean good = text.length() <= LONGEST && FORM.matcher(text).matches();
            if (!good) {
                value.problem("'" + Value.shortened(text) + "' is no path (expected such as $.name, $.rows[*].name or "
                        + "$[\"odd name\"])");
            }
            return good;
        });
    }
}
