package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateValue.Call;
import dev.tollgate.local.template.TemplateValue.Items;
import dev.tollgate.local.template.TemplateValue.Members;
import dev.tollgate.local.template.TemplateValue.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the calls: {@code Ref}, {@code Sub}, {@code GetAtt}, {@code Join}, {@code Split}, {@code If} and the condition functions. What
 * is left has no calls in it. A call that it does not know is refused only when its value is needed.
 */
final class Intrinsics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final String NO_VALUE = "AWS::NoValue";

    private final Map<String, String> parameters;
    private final Set<String> listParameters;
    private final Map<String, TemplateValue> conditions;
    private final LocalNames names;
    private final Set<String> underEvaluation = new HashSet<>();

    /** @param listParameters the names of those whose values are lists, with commas between */
    Intrinsics(
            Map<String, String> parameters,
            Set<String> listParameters,
            Map<String, TemplateValue> conditions,
            LocalNames names) {
        this.parameters = Map.copyOf(parameters);
        this.listParameters = Set.copyOf(listParameters);
        this.conditions = Map.copyOf(conditions);
        this.names = names;
    }

    /** Empty when the value is {@code AWS::NoValue}. */
    Optional<TemplateValue> resolve(TemplateValue value, String place) {
        return switch (value) {
            case Text text -> Optional.of(text);
            case Items items -> {
                var resolved = new ArrayList<TemplateValue>();
                for (int i = 0; i < items.items().size(); i++) {
                    resolve(items.items().get(i), place + "[" + i + "]").ifPresent(resolved::add);
                }
                yield Optional.of(new Items(resolved, items.line()));
            }
            case Members members -> {
                var resolved = new LinkedHashMap<String, TemplateValue>();
                members.members()
                        .forEach((name, member) ->
                                resolve(member, place + "." + name).ifPresent(present -> resolved.put(name, present)));
                yield Optional.of(new Members(resolved, members.line()));
            }
            case Call call -> call(call, place);
        };
    }

    boolean condition(String name, String place) {
        TemplateValue condition = conditions.get(name);
        if (condition == null) {
            throw new TemplateException(place + " names the condition " + name + ", which the template does not have");
        }
        if (!underEvaluation.add(name)) {
            throw new TemplateException("Conditions." + name + " depends on itself");
        }
        try {
            return truth(condition, "Conditions." + name);
        } finally {
            underEvaluation.remove(name);
        }
    }

    private Optional<TemplateValue> call(Call call, String place) {
        return switch (call.function()) {
            case "Ref" -> ref(text(call.argument(), place), call, place);
            case "GetAtt" -> {
                List<TemplateValue> parts = arguments(call, place, 2, 2);
                yield Optional.of(new Text(
                        names.attribute(text(parts.get(0), place), text(parts.get(1), place), place(call, place)),
                        call.line()));
            }
            case "Sub" -> Optional.of(new Text(sub(call, place), call.line()));
            case "Join" -> {
                List<TemplateValue> parts = arguments(call, place, 2, 2);
                if (!(resolve(parts.get(1), place).orElse(null) instanceof Items list)) {
                    throw new TemplateException(place(call, place) + ": !Join needs a delimiter and a list");
                }
                yield Optional.of(new Text(
                        String.join(
                                text(parts.get(0), place),
                                list.items().stream()
                                        .map(item -> text(item, place))
                                        .toList()),
                        call.line()));
            }
            case "Split" -> {
                List<TemplateValue> parts = arguments(call, place, 2, 2);
                yield Optional.of(list(text(parts.get(1), place), text(parts.get(0), place), call.line()));
            }
            case "If" -> {
                List<TemplateValue> parts = arguments(call, place, 3, 3);
                boolean holds = condition(text(parts.get(0), place), place);
                yield resolve(parts.get(holds ? 1 : 2), place);
            }
            case "Equals", "Not", "And", "Or" ->
                Optional.of(new Text(Boolean.toString(truth(call, place)), call.line()));
            default ->
                throw new TemplateException(
                        place(call, place) + ": the local stack does not understand !" + call.function());
        };
    }

    private Optional<TemplateValue> ref(String name, Call call, String place) {
        if (name.equals(NO_VALUE)) {
            return Optional.empty();
        }
        if (parameters.containsKey(name)) {
            String value = parameters.get(name);
            return Optional.of(
                    listParameters.contains(name) ? list(value, ",", call.line()) : new Text(value, call.line()));
        }
        return Optional.of(new Text(names.reference(name, place(call, place)), call.line()));
    }

    private static Items list(String text, String delimiter, int line) {
        return new Items(
                Arrays.stream(text.split(Pattern.quote(delimiter), -1))
                        .<TemplateValue>map(part -> new Text(part, line))
                        .toList(),
                line);
    }

    private String sub(Call call, String place) {
        TemplateValue pattern = call.argument();
        Map<String, TemplateValue> own = Map.of();
        if (pattern instanceof Items) {
            List<TemplateValue> parts = arguments(call, place, 1, 2);
            pattern = parts.get(0);
            if (parts.size() == 2 && parts.get(1) instanceof Members members) {
                own = members.members();
            }
        }
        Matcher placeholder = PLACEHOLDER.matcher(text(pattern, place));
        var result = new StringBuilder();
        while (placeholder.find()) {
            placeholder.appendReplacement(
                    result, Matcher.quoteReplacement(placeholder(placeholder.group(1), own, call, place)));
        }
        return placeholder.appendTail(result).toString();
    }

    private String placeholder(String inner, Map<String, TemplateValue> own, Call call, String place) {
        if (inner.startsWith("!")) {
            return "${" + inner.substring(1) + "}";
        }
        String name = inner.strip();
        if (own.containsKey(name)) {
            return text(own.get(name), place);
        }
        if (parameters.containsKey(name)) {
            return parameters.get(name);
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? names.reference(name, place(call, place))
                : names.attribute(name.substring(0, dot), name.substring(dot + 1), place(call, place));
    }

    private boolean truth(TemplateValue value, String place) {
        if (value instanceof Members(Map<String, TemplateValue> members, int line)
                && members.size() == 1
                && members.get("Condition") instanceof Text(String name, int nameLine)) {
            return condition(name, place);
        }
        if (!(value instanceof Call call)) {
            throw new TemplateException(place + " (line " + value.line() + ") is not a condition");
        }
        return switch (call.function()) {
            case "Condition" -> condition(text(call.argument(), place), place);
            case "Equals" -> {
                List<TemplateValue> sides = arguments(call, place, 2, 2);
                yield text(sides.get(0), place).equals(text(sides.get(1), place));
            }
            case "Not" -> !truth(arguments(call, place, 1, 1).get(0), place);
            case "And" -> arguments(call, place, 2, 10).stream().allMatch(part -> truth(part, place));
            case "Or" -> arguments(call, place, 2, 10).stream().anyMatch(part -> truth(part, place));
            default ->
                throw new TemplateException(place(call, place) + ": the local stack does not understand !"
                        + call.function() + " in a condition");
        };
    }

    private String text(TemplateValue value, String place) {
        if (resolve(value, place).orElse(null) instanceof Text(String text, int line)) {
            return text;
        }
        throw new TemplateException(place + " (line " + value.line() + ") must be text");
    }

    private static List<TemplateValue> arguments(Call call, String place, int least, int most) {
        if (call.argument() instanceof Items(List<TemplateValue> items, int line)
                && items.size() >= least
                && items.size() <= most) {
            return items;
        }
        throw new TemplateException(
                place(call, place) + ": !" + call.function() + " has the wrong number of arguments");
    }

    private static String place(Call call, String place) {
        return place + " (line " + call.line() + ")";
    }
}
