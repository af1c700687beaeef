package dev.tollgate.cli;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.journal.HookJournal;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalReader;
import dev.tollgate.core.journal.JournalledCall;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal of a file of calls, signed: one batch a line, in a file beside it. It is signed once, and what is sent again
 * is what was sent, so that no call is reported twice.
 */
final class SignedJournal {
    private static final long MOST_BYTES = 50_000_000;
    private static final int MAX_DEPTH = 16;

    private final JsonText json = new JsonText(MAX_DEPTH);
    private final Path calls;
    private final Path signed;

    SignedJournal(Path calls) {
        this.calls = calls;
        this.signed = calls.resolveSibling(calls.getFileName() + ".signed");
    }

    Path file() {
        return signed;
    }

    /** What was signed before. */
    Optional<List<Json.Obj>> batches() throws IOException, AdministrationException {
        if (!Files.exists(signed)) {
            return Optional.empty();
        }
        var batches = new ArrayList<Json.Obj>();
        for (String line : Files.readAllLines(signed)) {
            batches.add(object(line));
        }
        return Optional.of(batches);
    }

    /** Signs all calls of the file, from where the journal goes on. */
    List<Json.Obj> sign(String hook, byte[] pkcs8, JournalHead head) throws IOException, AdministrationException {
        var batches = new ArrayList<Json.Obj>();
        var journal = new HookJournal(hook, pkcs8, head);
        for (JournalledCall call : calls()) {
            if (!journal.add(call)) {
                throw new AdministrationException(calls + " has more calls than fit a journal; split it");
            }
        }
        for (Optional<Json.Obj> next = journal.next(); next.isPresent(); next = journal.next()) {
            batches.add(next.get());
            journal.received(lastSeq(next.get()));
        }
        Path whole = signed.resolveSibling(signed.getFileName() + ".new");
        Files.write(whole, batches.stream().map(JsonText::write).toList(), StandardCharsets.UTF_8);
        Files.move(whole, signed, StandardCopyOption.ATOMIC_MOVE);
        return batches;
    }

    private static long lastSeq(Json.Obj batch) {
        return ((Json.Obj) batch.items("entries").getLast()).integer("seq").orElseThrow();
    }

    private List<JournalledCall> calls() throws IOException, AdministrationException {
        var read = new ArrayList<JournalledCall>();
        try {
            if (Files.size(calls) > MOST_BYTES) {
                throw new AdministrationException(calls + " is larger than 50 MB; split it");
            }
            if (!(json.parse(Files.readAllBytes(calls)) instanceof Json.Arr(List<Json> items)) || items.isEmpty()) {
                throw new AdministrationException(calls + ": expected a JSON array of calls");
            }
            for (Json item : items) {
                String path = "[" + read.size() + "]";
                if (!(item instanceof Json.Obj call)) {
                    throw new AdministrationException(calls + ": '" + path + "': expected an object.");
                }
                read.add(JournalReader.readCall(call, path));
            }
            return read;
        } catch (NoSuchFileException missing) {
            throw new AdministrationException("there is no file " + calls);
        } catch (JsonException malformed) {
            throw new AdministrationException(calls + ": " + malformed.getMessage());
        } catch (ProblemException refused) {
            throw new AdministrationException(calls + ": " + refused.problem().message());
        }
    }

    private Json.Obj object(String line) throws AdministrationException {
        try {
            if (json.parse(line) instanceof Json.Obj batch) {
                return batch;
            }
        } catch (JsonException malformed) {
            // As below.
        }
        throw new AdministrationException(signed + " is no signed journal; it was changed");
    }
}
