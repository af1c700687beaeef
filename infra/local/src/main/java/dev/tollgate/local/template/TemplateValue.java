package dev.tollgate.local.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the template says, as it says it: intrinsic functions are calls that nobody has made yet. */
sealed interface TemplateValue {

    int line();

    record Text(String text, int line) implements TemplateValue {}

    record Items(List<TemplateValue> items, int line) implements TemplateValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Members(Map<String, TemplateValue> members, int line) implements TemplateValue {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** @param function the name without {@code Fn::}, such as {@code Sub} */
    record Call(String function, TemplateValue argument, int line) implements TemplateValue {}
}
