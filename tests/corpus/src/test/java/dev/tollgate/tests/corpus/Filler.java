package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.tests.corpus.Library.Named;
import dev.tollgate.tests.corpus.Mark.Sort;
import dev.tollgate.tests.corpus.People.Person;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Fills the slots of a template: <code>{US_SSN}</code> and the like are marked, <code>{?US_SSN}</code> may be found or
 * not, small letters are negatives and fillers, <code>{=a|b}</code> is one of several words, and <code>\{</code> a brace.
 */
final class Filler {
    private static final Set<String> TYPES =
            Arrays.stream(PersonalType.values()).map(Enum::name).collect(Collectors.toSet());
    private static final Set<String> NEGATIVES = Set.copyOf(Negatives.KINDS);
    private static final List<String> SEPARATORS = List.of(": ", ": ", ": ", " ", ":", " - ", " = ");

    private final Values values;
    private final Library library;
    private final String language;
    private final Dice dice;
    private Person person;

    Filler(Values values, Library library, String language, Dice dice) {
        this.values = values;
        this.library = library;
        this.language = language;
        this.dice = dice;
        this.person = values.people().person(language, dice);
    }

    Draft filled(String template) {
        // In a template of JSON, what fills a slot stands in a string.
        boolean isJson = template.startsWith("\\{\"") || template.startsWith("[\\{\"");
        return filled(template, isJson ? Draft::escaped : Character::toString);
    }

    private Draft filled(String template, IntFunction<String> escape) {
        var draft = new Draft();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c == '\\' && at + 1 < template.length() && "{}".indexOf(template.charAt(at + 1)) >= 0) {
                draft.add(template.substring(at + 1, at + 2));
                at += 2;
            } else if (c == '{' && isSlot(template, at + 1)) {
                int close = template.indexOf('}', at);
                var value = new Draft();
                slot(value, template.substring(at + 1, close));
                draft.add(value, escape);
                at = close + 1;
            } else {
                draft.add(Character.toString(c));
                at++;
            }
        }
        return draft;
    }

    private static boolean isSlot(String template, int at) {
        return at < template.length()
                && (Character.isLetter(template.charAt(at)) || "?=".indexOf(template.charAt(at)) >= 0);
    }

    private void slot(Draft draft, String slot) {
        if (slot.startsWith("=")) {
            draft.add(dice.oneOf(List.of(slot.substring(1).split("\\|", -1))));
            return;
        }
        boolean isEither = slot.startsWith("?");
        String[] parts = (isEither ? slot.substring(1) : slot).split(":", 2);
        String argument = parts.length > 1 ? parts[1] : "";
        if (TYPES.contains(parts[0])) {
            personal(draft, PersonalType.valueOf(parts[0]), argument, isEither);
        } else if (NEGATIVES.contains(parts[0])) {
            draft.add(Sort.NEGATIVE, parts[0], Negatives.of(parts[0], language, dice));
        } else {
            other(draft, parts[0], argument);
        }
    }

    private void personal(Draft draft, PersonalType type, String argument, boolean isEither) {
        if (type == PersonalType.PERSON_NAME) {
            name(draft, argument, isEither);
            return;
        }
        String value = values.personal(type, argument.isEmpty() ? language : argument, person, dice);
        draft.add(isEither ? Sort.EITHER : Sort.PERSONAL, type.name(), value);
    }

    /** First names alone are too little to be asked for. */
    private void name(Draft draft, String argument, boolean isEither) {
        if (!argument.equals("same")) {
            person = values.people().person(language, dice);
        }
        switch (argument) {
            case "first" -> draft.add(Sort.EITHER, "PERSON_NAME", person.first());
            case "last" -> draft.add(Sort.PERSONAL, "PERSON_NAME", person.last());
            case "reversed" -> draft.add(Sort.PERSONAL, "PERSON_NAME", person.last() + ", " + person.first());
            default -> draft.add(isEither ? Sort.EITHER : Sort.PERSONAL, "PERSON_NAME", person.whole());
        }
    }

    private void other(Draft draft, String name, String argument) {
        switch (name) {
            case "sentence" -> draft.add(sentences(1, " "));
            case "sentences" -> draft.add(sentences(Integer.parseInt(argument), language.equals("ja") ? "" : " "));
            case "lines" -> draft.add(sentences(Integer.parseInt(argument), "\n"));
            case "id" -> labelled(draft, argument);
            case "secret" -> secret(draft, argument);
            case "injection" -> draft.injection(values.injections().made(library, argument, dice));
            case "blob" -> draft.add(Sort.NEGATIVE, "base64", Negatives.blob(dice));
            case "town" -> draft.add(values.places().town(language, dice));
            case "street" -> draft.add(Sort.NEGATIVE, "street", values.places().street(language, dice));
            case "fields" -> draft.add(new Records(values, library, language, dice).lines(Integer.parseInt(argument)));
            default -> throw new IllegalArgumentException("no such slot: {" + name + "}");
        }
    }

    private Draft sentences(int count, String separator) {
        var draft = new Draft();
        for (int i = 0; i < count; i++) {
            draft.add(i == 0 ? "" : separator).add(filled(dice.oneOf(library.sentences(language))));
        }
        return draft;
    }

    /** A value with the word for it before it. */
    private void labelled(Draft draft, String type) {
        List<Named> labels = library.labels(language).stream()
                .filter(label -> type.isEmpty() || label.type().equals(type))
                .toList();
        Named label = dice.oneOf(labels.isEmpty() ? library.labels("en") : labels);
        draft.add(dice.oneOf(label.names()));
        draft.add(language.equals("ja") ? dice.of("：", ":", "は", " ") : dice.oneOf(SEPARATORS));
        personal(draft, PersonalType.valueOf(label.type()), "", false);
    }

    private void secret(Draft draft, String kind) {
        var secret =
                kind.isEmpty() ? values.secrets().any(dice) : values.secrets().of(kind, dice);
        draft.add(Sort.SECRET, secret.kind(), secret.value());
    }
}
