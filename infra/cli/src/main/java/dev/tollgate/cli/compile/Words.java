package dev.tollgate.cli.compile;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Words of the policy language and what they stand for, in the order in which messages list them. */
final class Words {
    private Words() {}

    static <T> Map<String, T> of(String first, T one, String second, T other) {
        var words = new LinkedHashMap<String, T>();
        words.put(first, one);
        words.put(second, other);
        return words;
    }

    /** Each constant of an enum, under its word. */
    static <T extends Enum<T>> Map<String, T> of(Class<T> type, Function<T, String> word) {
        var words = new LinkedHashMap<String, T>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> words.put(word.apply(constant), constant));
        return words;
    }
}
