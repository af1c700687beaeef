package dev.tollgate.cli;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.observed.ObservedBatch;
import dev.tollgate.core.observed.ObservedReader;
import dev.tollgate.core.store.AdministrationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "observe",
        description = {
            "Hands in the log of a tool's server or a gateway, so that 'report coverage' can compare it with what was "
                    + "allowed. The calls have to be of the last 7 days.",
            "The same file again changes nothing; one that grew meanwhile would be recorded again in part: hand in a "
                    + "file when it is complete."
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate audit observe calls.jsonl --source crm-access-log"})
final class ObserveCommand extends ReportingCommand {
    private static final int LONGEST_LINE = 16_000;
    private static final int MOST_CALLS = 1_000_000;
    private static final int MAX_DEPTH = 8;

    /** A batch's body has to stay under 256 KB, whatever its calls say. */
    private static final int MOST_BYTES = 200_000;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A call a line, as JSON: server, tool, at, and, where known, agent, decision_id, session, id.")
    private Path file;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description = "What the log is called: a-z, 0-9, '-', '_', '.'.")
    private String source;

    @Mixin
    private JournalOptions where;

    private final JsonText json = new JsonText(MAX_DEPTH);

    @Override
    Report run() throws AdministrationException, IOException {
        checkSource();
        List<List<Json>> batches = batches(where.surroundings().directory().resolve(file));
        ApiClient api = where.api();
        long received = 0;
        Optional<String> first = Optional.empty();
        for (List<Json> calls : batches) {
            Json.Obj answer = api.post("/v1/audit/observed", body(calls));
            received += answer.integer("received")
                    .orElseThrow(() -> new AdministrationException("what answers there is not Tollgate"));
            first = first.or(() -> answer.text("record_id"));
        }
        return Report.of(
                Json.object()
                        .put("source", source)
                        .put("received", received)
                        .put("batches", batches.size())
                        .put("first_record_id", first)
                        .build(),
                received + " calls of " + source + " are recorded; the first record is " + first.orElse("") + ".");
    }

    private void checkSource() {
        try {
            ObservedReader.source(source);
        } catch (ProblemException wrong) {
            throw misused(wrong.problem().message());
        }
    }

    /** Its name is made of its calls, so that the same calls have the same name. */
    private Json.Obj body(List<Json> calls) {
        var list = new Json.Arr(calls);
        return Json.object()
                .put("source", source)
                .put("batch", "sha256:" + Sha256.hex(CanonicalJson.RFC_8785.bytes(list)))
                .put("calls", list)
                .build();
    }

    /** Everything is read before anything is sent, so that a mistake in the last line is found first. */
    private List<List<Json>> batches(Path path) throws IOException, AdministrationException {
        var batches = new ArrayList<List<Json>>();
        var batch = new ArrayList<Json>();
        int bytes = 0;
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                if (number > MOST_CALLS) {
                    throw new AdministrationException(file + " has more than " + MOST_CALLS + " lines; split it");
                }
                Json call = call(line, number);
                int length = JsonText.writeBytes(call).length;
                if (batch.size() == ObservedBatch.MOST_CALLS || bytes + length > MOST_BYTES) {
                    batches.add(List.copyOf(batch));
                    batch.clear();
                    bytes = 0;
                }
                batch.add(call);
                bytes += length;
            }
        } catch (NoSuchFileException missing) {
            throw new AdministrationException("there is no file " + file);
        } catch (CharacterCodingException notUtf8) {
            throw new AdministrationException(file + ": line " + (number + 1) + ": expected UTF-8");
        }
        if (batch.isEmpty()) {
            throw new AdministrationException(file + " has no calls");
        }
        batches.add(List.copyOf(batch));
        return batches;
    }

    private Json call(String line, int number) throws AdministrationException {
        String path = "line " + number;
        if (line.length() > LONGEST_LINE) {
            throw new AdministrationException(file + ": " + path + ": expected at most 16,000 characters");
        }
        try {
            Json call = json.parse(line);
            ObservedReader.readCall(call, path);
            return call;
        } catch (JsonException malformed) {
            throw new AdministrationException(file + ": " + path + ": " + malformed.getMessage());
        } catch (ProblemException refused) {
            throw new AdministrationException(file + ": " + refused.problem().message());
        }
    }
}
