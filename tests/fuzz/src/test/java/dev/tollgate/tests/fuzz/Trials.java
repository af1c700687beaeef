package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.BuiltInProfiles;
import dev.tollgate.core.redact.ProfileReader;
import dev.tollgate.core.scan.Field;
import dev.tollgate.core.scan.FindingType;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One input of any kind, and all that must hold of it. */
public final class Trials {
    private static final List<String> FIELDS =
            List.of("note", "email", "card", "password", "name", "ssn", "order_id", "dob", "address", "phone", "ip");

    private final Documents documents;
    private final RedactionTrial redaction;
    private final JsonScan arguments;
    private final Set<String> words = new HashSet<>();

    public Trials(Scanner scanner) {
        var tables = new Tables(scanner);
        this.documents = new Documents(tables, new Mutations(tables));
        this.redaction = new RedactionTrial(scanner);
        this.arguments = new JsonScan(scanner);
        for (FindingType type : scanner.types()) {
            words.add(type.name());
            words.add(type.group().name());
        }
    }

    /** @throws Violation when something does not hold */
    public void run(Choices choices) {
        switch (choices.below(10)) {
            case 0 -> brokenProfile(choices);
            case 1, 2 -> text(choices);
            default -> answer(documents.sample(choices), choices);
        }
    }

    /** Bytes as they are, under each profile that is built in. */
    public void run(byte[] json) {
        var sample = new Sample(json, List.of());
        BuiltInProfiles.ALL.values().forEach(profile -> redaction.run(sample, Applied.of(profile)));
        arguments(json);
    }

    private void answer(Sample sample, Choices choices) {
        redaction.run(sample, Profiles.applied(choices));
        arguments(sample.json());
    }

    private void text(Choices choices) {
        byte[] text = documents.text(choices);
        Field field = redaction.scanner().field(choices.oneOf(FIELDS));
        try {
            redaction.scanner().scan(text, 0, text.length, field);
            redaction.scanner().check();
            redaction.scanner().checkIsSteady(text, field);
        } catch (RuntimeException | StackOverflowError failed) {
            redaction.scanner().check();
            throw new Violation("scan fails", WatchedScanner.frame(failed), text, failed);
        }
    }

    /** What the decision function does with the arguments of a call. */
    private void arguments(byte[] json) {
        Texts.parsed(json).ifPresent(parsed -> {
            JsonScan.Found found = found(parsed, json);
            if (!words.containsAll(found.words())) {
                throw new Violation("a condition's findings are no types", found.toString(), json);
            }
        });
    }

    private JsonScan.Found found(Json parsed, byte[] json) {
        try {
            return arguments.in(parsed);
        } catch (RuntimeException | StackOverflowError failed) {
            throw new Violation("scan of arguments fails", WatchedScanner.frame(failed), json, failed);
        }
    }

    /** It is refused in one way, or it is a profile that works. */
    private void brokenProfile(Choices choices) {
        Json.Obj document = Profiles.broken(choices);
        byte[] json = JsonText.writeBytes(document);
        Applied applied;
        try {
            applied = Applied.of(ProfileReader.read("own", document, Optional.empty()));
        } catch (IllegalArgumentException refused) {
            return;
        } catch (RuntimeException failed) {
            throw new Violation("a profile is refused in another way", WatchedScanner.frame(failed), json, failed);
        }
        try {
            if (applied.cap().bytes().orElse(Profiles.LEAST_BYTES) >= Profiles.LEAST_BYTES) {
                redaction.run(documents.sample(choices), applied);
            }
        } catch (Violation violation) {
            throw new Violation("of an odd profile: " + violation.rule(), violation.getMessage(), json, violation);
        }
    }
}
