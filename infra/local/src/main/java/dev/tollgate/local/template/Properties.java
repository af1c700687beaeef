package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateValue.Items;
import dev.tollgate.local.template.TemplateValue.Members;
import dev.tollgate.local.template.TemplateValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties of one resource, or of a part of one, to be asked for by name; calls are made when asked. */
final class Properties {
    private final String place;
    private final Map<String, TemplateValue> members;
    private final Intrinsics intrinsics;

    Properties(String place, Map<String, TemplateValue> members, Intrinsics intrinsics) {
        this.place = place;
        this.members = members;
        this.intrinsics = intrinsics;
    }

    String place(String property) {
        return place + "." + property;
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value instanceof Text(String text, int line)) {
                return text;
            }
            throw error(name, value, "must be text");
        });
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> new TemplateException(place(name) + " is missing"));
    }

    Optional<Integer> integer(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException other) {
                throw new TemplateException(place(name) + " must be a whole number, not " + text);
            }
        });
    }

    boolean flag(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    Optional<Properties> part(String name) {
        return value(name).map(value -> {
            if (value instanceof Members(Map<String, TemplateValue> part, int line)) {
                return new Properties(place(name), part, intrinsics);
            }
            throw error(name, value, "must be a mapping");
        });
    }

    Properties requiredPart(String name) {
        return part(name).orElseThrow(() -> new TemplateException(place(name) + " is missing"));
    }

    List<Properties> parts(String name) {
        var parts = new ArrayList<Properties>();
        for (TemplateValue item : items(name)) {
            if (!(item instanceof Members(Map<String, TemplateValue> part, int line))) {
                throw error(name, item, "must be a list of mappings");
            }
            parts.add(new Properties(place(name) + "[" + parts.size() + "]", part, intrinsics));
        }
        return List.copyOf(parts);
    }

    List<String> texts(String name) {
        return items(name).stream()
                .map(item -> {
                    if (item instanceof Text(String text, int line)) {
                        return text;
                    }
                    throw error(name, item, "must be a list of texts");
                })
                .toList();
    }

    /** A text that may stand alone or in a list; empty when there is none. */
    List<String> oneOrMore(String name) {
        return value(name)
                .map(value -> value instanceof Text(String text, int line) ? List.of(text) : texts(name))
                .orElse(List.of());
    }

    /** Every member as text. */
    Map<String, String> textByName() {
        var texts = new LinkedHashMap<String, String>();
        members.keySet().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** Every member as a mapping. */
    Map<String, Properties> partByName() {
        var parts = new LinkedHashMap<String, Properties>();
        members.keySet().forEach(name -> part(name).ifPresent(part -> parts.put(name, part)));
        return parts;
    }

    boolean has(String name) {
        return members.containsKey(name) && value(name).isPresent();
    }

    /** Refuses properties that would change what the function or table does and that nothing here would act on. */
    void refuse(String... names) {
        for (String name : names) {
            if (has(name)) {
                throw error(name, members.get(name), "is something the local stack does not understand");
            }
        }
    }

    /** Refuses what is not named. */
    void refuseAllBut(String... names) {
        var others = new ArrayList<>(members.keySet());
        others.removeAll(List.of(names));
        refuse(others.toArray(String[]::new));
    }

    private List<TemplateValue> items(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof Items(List<TemplateValue> items, int line)) {
                        return items;
                    }
                    throw error(name, value, "must be a list");
                })
                .orElse(List.of());
    }

    private Optional<TemplateValue> value(String name) {
        return Optional.ofNullable(members.get(name)).flatMap(value -> intrinsics.resolve(value, place(name)));
    }

    private TemplateException error(String name, TemplateValue value, String problem) {
        return new TemplateException(place(name) + " (line " + value.line() + ") " + problem);
    }
}
