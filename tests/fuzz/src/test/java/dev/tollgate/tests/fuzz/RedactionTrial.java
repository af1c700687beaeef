package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor;
import dev.tollgate.core.scan.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Redacts a sample and checks what must hold of any. */
public final class RedactionTrial {
    private static final PseudonymKey KEY = new PseudonymKey("k1", new byte[32]);

    /** As many as there are ways to be no JSON. */
    private static final int MOST_MESSAGES = 24;

    private final WatchedScanner scanner;
    private final Redactor redactor;
    private final Set<String> messages = new TreeSet<>();

    public RedactionTrial(Scanner scanner) {
        this.scanner = new WatchedScanner(scanner);
        this.redactor = new Redactor(this.scanner);
    }

    WatchedScanner scanner() {
        return scanner;
    }

    void run(Sample sample, Applied applied) {
        byte[] json = sample.json();
        Optional<Json> parsed = Texts.parsed(json);
        checkReading(json);
        Optional<Redacted> redacted = redacted(json, applied);
        if (redacted.isEmpty()) {
            if (Redactor.fault(json).isEmpty()) {
                throw new Violation("redact refuses what fault() accepts", "", json);
            }
            return;
        }
        Redacted done = redacted.get();
        Optional<Json> result = Texts.parsed(done.result());
        if (parsed.isPresent() && result.isEmpty()) {
            throw new Violation("the result is no JSON", fault(done.result()) + ": " + text(done.result()), json);
        }
        if (Redactor.fault(done.result()).isPresent()) {
            throw new Violation("the result is no JSON at all", text(done.result()), json);
        }
        checkCap(json, done, result, applied.cap());
        if (done.action() == Redacted.Action.BLOCKED) {
            return;
        }
        if (applied.keepsTheShape() && parsed.isPresent()) {
            checkShape(parsed.get(), result.get(), json);
        }
        checkAgain(json, done, applied);
        if (parsed.isPresent() && !applied.leavesSomeOfAField()) {
            checkPlanted(sample, parsed.get(), done, result.get(), applied);
        }
    }

    /** The walk's reader accepts what the slow one does; names may stand there twice, numbers be long. */
    private static void checkReading(byte[] json) {
        Optional<String> fault = Redactor.fault(json);
        try {
            Texts.JSON.parse(json);
            if (fault.isPresent()) {
                throw new Violation("JSON is refused", fault.get(), json);
            }
        } catch (JsonException malformed) {
            String message = malformed.getMessage();
            boolean isLaxer = message.endsWith("names must be unique") || message.contains("a number in ");
            if (fault.isEmpty() && !isLaxer) {
                throw new Violation("what is no JSON is accepted", message, json);
            }
        }
    }

    private Optional<Redacted> redacted(byte[] json, Applied applied) {
        try {
            // Within a larger array, as the function has it.
            var larger = new byte[json.length + 2];
            larger[0] = '"';
            larger[json.length + 1] = '"';
            System.arraycopy(json, 0, larger, 1, json.length);
            Redacted redacted =
                    redactor.redact(larger, 1, json.length + 1, applied.rules(), KEY, Redactor.Detail.PLACES);
            scanner.check();
            if (redacted.findings().stream().anyMatch(count -> count.type().equals("UNSCANNED"))) {
                throw new Violation("a text fails behind the scanner", text(redacted.result()), json);
            }
            return Optional.of(redacted);
        } catch (JsonException refused) {
            checkMessage(refused.getMessage(), json);
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError failed) {
            throw new Violation("redact fails", WatchedScanner.frame(failed), json, failed);
        }
    }

    private void checkMessage(String message, byte[] json) {
        messages.add(message.replaceAll("[0-9]+", "N"));
        if (messages.size() > MOST_MESSAGES) {
            throw new Violation("messages quote the input", messages.toString(), json);
        }
    }

    private static void checkCap(byte[] json, Redacted done, Optional<Json> result, Cap cap) {
        boolean isBlocked = done.action() == Redacted.Action.BLOCKED;
        if (cap.bytes().isPresent()
                && !isBlocked
                && done.result().length > cap.bytes().getAsLong()) {
            throw new Violation(
                    "the cap on bytes", done.result().length + " of " + cap.bytes() + ": " + text(done.result()), json);
        }
        if (result.isPresent() && !isBlocked) {
            checkRows(result.get(), true, cap.rows().orElse(Long.MAX_VALUE), json);
            if (cap.depth().isPresent() && depth(result.get()) > cap.depth().getAsLong()) {
                throw new Violation("the cap on depth", cap + ": " + text(done.result()), json);
            }
        }
    }

    private static void checkRows(Json value, boolean isTop, long most, byte[] json) {
        if (value instanceof Json.Arr(List<Json> items)) {
            if (items.size() > most) {
                throw new Violation("the cap on rows", items.size() + " of " + most, json);
            }
            items.forEach(item -> checkRows(item, false, most, json));
        } else if (value instanceof Json.Obj(Map<String, Json> members)) {
            members.forEach((name, member) -> {
                boolean areBlocks = isTop && name.equals("content") && member instanceof Json.Arr;
                if (!areBlocks) {
                    checkRows(member, false, most, json);
                }
            });
        }
    }

    private static int depth(Json value) {
        return switch (value) {
            case Json.Arr(List<Json> items) ->
                1 + items.stream().mapToInt(RedactionTrial::depth).max().orElse(0);
            case Json.Obj(Map<String, Json> members) ->
                1
                        + members.values().stream()
                                .mapToInt(RedactionTrial::depth)
                                .max()
                                .orElse(0);
            case Json.Str text -> 0;
            case Json.Num number -> 0;
            case Json.Bool bool -> 0;
            case Json.Null none -> 0;
        };
    }

    private static void checkShape(Json one, Json other, byte[] json) {
        boolean isSame = one.getClass() == other.getClass();
        if (one instanceof Json.Obj(Map<String, Json> members) && other instanceof Json.Obj(Map<String, Json> left)) {
            isSame = members.size() == left.size();
            if (isSame) {
                var values = left.values().iterator();
                members.values().forEach(value -> checkShape(value, values.next(), json));
            }
        } else if (one instanceof Json.Arr(List<Json> items) && other instanceof Json.Arr(List<Json> left)) {
            isSame = items.size() == left.size();
            for (int i = 0; i < items.size() && isSame; i++) {
                checkShape(items.get(i), left.get(i), json);
            }
        }
        if (!isSame) {
            throw new Violation("the shape changes", JsonText.write(one) + " becomes " + JsonText.write(other), json);
        }
    }

    private void checkAgain(byte[] json, Redacted done, Applied applied) {
        if (applied.dropsAnItem()) {
            // The next one has its number then.
            return;
        }
        Redacted again = redacted(done.result(), applied)
                .orElseThrow(() -> new Violation("a result is refused", text(done.result()), json));
        if (again.action() != Redacted.Action.BLOCKED && !Arrays.equals(done.result(), again.result())) {
            throw new Violation(
                    "redacting twice changes something",
                    text(done.result()) + "\n becomes " + text(again.result()) + "\n by " + applied,
                    json);
        }
    }

    /** What goes when its text stands alone goes in company too. */
    private void checkPlanted(Sample sample, Json document, Redacted done, Json result, Applied applied) {
        String before = Texts.all(document);
        String left = Texts.all(result) + text(done.result());
        String told = done.findings().toString() + done.labels() + done.located() + done.blocked() + done;
        for (Planted planted : sample.planted()) {
            String alone = alone(planted, applied);
            long times = sample.planted().stream().filter(planted::equals).count();
            for (String value : planted.values()) {
                boolean isOnlyPlanted = Texts.count(before, value) == times * Texts.count(planted.text(), value);
                if (isOnlyPlanted && !alone.contains(value) && (left.contains(value) || told.contains(value))) {
                    throw new Violation(
                            "a planted value is left",
                            value + " of " + planted.text() + " in " + text(done.result()) + "\n by " + applied,
                            sample.json());
                }
            }
        }
    }

    /** What is left of it when it is the only text of an answer. */
    public String alone(Planted planted, Applied applied) {
        Json.Obj document = Json.object().put("note", planted.text()).build();
        return redacted(JsonText.writeBytes(document), applied.onTextsAlone())
                .filter(redacted -> redacted.action() != Redacted.Action.BLOCKED)
                .flatMap(redacted -> Texts.parsed(redacted.result()))
                .map(Texts::all)
                .orElse("");
    }

    private static String fault(byte[] json) {
        try {
            Texts.JSON.parse(json);
            return "";
        } catch (JsonException malformed) {
            return malformed.getMessage();
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
