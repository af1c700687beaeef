package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateValue.Items;
import dev.tollgate.local.template.TemplateValue.Members;
import dev.tollgate.local.template.TemplateValue.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** template.yaml as CloudFormation would have it with some parameters: all of it, also what has no part on one machine. */
final class WholeTemplate {
    private static final Path FILE = Path.of("../../template.yaml");

    private static final Map<String, TemplateValue> TOP =
            new TemplateYaml().read(FILE).members();
    private final Map<String, Members> deployed = new LinkedHashMap<>();
    private final Intrinsics intrinsics;

    WholeTemplate(Map<String, String> overrides) {
        var values = new HashMap<String, String>();
        var lists = section("Parameters").keySet().stream()
                .filter(name -> text(section("Parameters").get(name), "Type").equals("CommaDelimitedList"))
                .collect(Collectors.toSet());
        section("Parameters")
                .keySet()
                .forEach(name -> values.put(name, text(section("Parameters").get(name), "Default")));
        if (!values.keySet().containsAll(overrides.keySet())) {
            throw new IllegalArgumentException("no such parameters: " + overrides);
        }
        values.putAll(overrides);
        // Conditions name no resource, so they are known before it is known which resources there are.
        var conditions = new Intrinsics(values, lists, section("Conditions"), new LocalNames(Map.of()));
        section("Resources").forEach((id, resource) -> {
            Members members = (Members) resource;
            if (holds(members, conditions, id)) {
                deployed.put(id, members);
            }
        });
        // So that what leads to a resource that this deployment does not have leads nowhere.
        intrinsics = new Intrinsics(
                values,
                lists,
                section("Conditions"),
                new LocalNames(deployed.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue(), "Type")))));
    }

    private static boolean holds(Members members, Intrinsics conditions, String place) {
        return !members.members().containsKey("Condition") || conditions.condition(text(members, "Condition"), place);
    }

    Set<String> parameters() {
        return section("Parameters").keySet();
    }

    Set<String> conditions() {
        return section("Conditions").keySet();
    }

    boolean condition(String name) {
        return intrinsics.condition(name, "Conditions");
    }

    /** The logical ids of one type, of this deployment. */
    List<String> ofType(String type) {
        return deployed.keySet().stream().filter(id -> typeOf(id).equals(type)).toList();
    }

    String typeOf(String id) {
        return text(deployed.get(id), "Type");
    }

    Set<String> resources() {
        return deployed.keySet();
    }

    /** With the globals of functions. */
    Properties properties(String id) {
        var members = new LinkedHashMap<String, TemplateValue>();
        if (typeOf(id).equals("AWS::Serverless::Function")) {
            members.putAll(((Members) section("Globals").get("Function")).members());
        }
        if (deployed.get(id).members().get("Properties") instanceof Members own) {
            members.putAll(own.members());
        }
        return new Properties("Resources." + id, members, intrinsics);
    }

    /** What a function has in its environment, its globals with it. */
    Map<String, String> environment(String function) {
        var variables = new LinkedHashMap<String, String>();
        var globals = new Properties("Globals", ((Members) section("Globals").get("Function")).members(), intrinsics);
        for (Properties each : List.of(globals, properties(function))) {
            each.part("Environment")
                    .flatMap(part -> part.part("Variables"))
                    .ifPresent(part -> variables.putAll(part.textByName()));
        }
        return variables;
    }

    List<String> dependsOn(String id) {
        return switch (deployed.get(id).members().get("DependsOn")) {
            case null -> List.of();
            case Text(String one, int line) -> List.of(one);
            case Items(List<TemplateValue> all, int line) ->
                all.stream().map(each -> ((Text) each).text()).toList();
            default -> throw new AssertionError("DependsOn of " + id);
        };
    }

    Optional<String> attribute(String id, String name) {
        return Optional.ofNullable(deployed.get(id).members().get(name)).map(value -> ((Text) value).text());
    }

    /** Makes every call of all resources, outputs and rules; a call that leads nowhere throws. */
    List<String> resolved() {
        var texts = new ArrayList<String>();
        deployed.forEach((id, resource) ->
                collect(resource.members().getOrDefault("Properties", new Text("", 0)), "Resources." + id, texts));
        section("Outputs").forEach((id, output) -> {
            if (holds((Members) output, intrinsics, id)) {
                collect(output, "Outputs." + id, texts);
            }
        });
        section("Rules").forEach((id, rule) -> collect(rule, "Rules." + id, texts));
        return texts;
    }

    private void collect(TemplateValue value, String place, List<String> texts) {
        intrinsics.resolve(value, place).ifPresent(resolved -> gather(resolved, texts));
    }

    private static void gather(TemplateValue value, List<String> texts) {
        switch (value) {
            case Text(String text, int line) -> texts.add(text);
            case Items(List<TemplateValue> items, int line) -> items.forEach(item -> gather(item, texts));
            case Members(Map<String, TemplateValue> members, int line) ->
                members.values().forEach(member -> gather(member, texts));
            case TemplateValue.Call call -> throw new AssertionError("a call was left: " + call);
        }
    }

    /** The names of all that is referred to anywhere, deployed or not. */
    Set<String> named() {
        var texts = new ArrayList<String>();
        TOP.values().forEach(value -> names(value, texts));
        return Set.copyOf(texts);
    }

    private static void names(TemplateValue value, List<String> found) {
        switch (value) {
            case Text text -> {
                // No name.
            }
            case Items(List<TemplateValue> items, int line) -> items.forEach(item -> names(item, found));
            case Members(Map<String, TemplateValue> members, int line) -> {
                if (members.get("Condition") instanceof Text(String condition, int at)) {
                    found.add(condition);
                }
                members.values().forEach(member -> names(member, found));
            }
            case TemplateValue.Call(String function, TemplateValue argument, int line) -> {
                if (argument instanceof Text(String text, int at)) {
                    found.add(text);
                } else if (argument instanceof Items(List<TemplateValue> items, int at)
                        && items.getFirst() instanceof Text(String first, int there)) {
                    found.add(first);
                }
                names(argument, found);
            }
        }
    }

    private Map<String, TemplateValue> section(String name) {
        return TOP.get(name) instanceof Members(Map<String, TemplateValue> members, int line) ? members : Map.of();
    }

    private static String text(TemplateValue of, String member) {
        return ((Text) ((Members) of).members().get(member)).text();
    }
}
