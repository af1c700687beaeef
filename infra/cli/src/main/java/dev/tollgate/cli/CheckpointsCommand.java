package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.seal.KeptCheckpoint;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.SealFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "checkpoints",
        description = {
            "Lists the signed checkpoints of the audit table, and saves them: each note beside its manifest, as "
                    + "'audit verify --checkpoints' reads them. It checks nothing.",
            "Keep what it saves where nobody who may write to the table can change it."
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate audit checkpoints --from 2026-10-01 --to 2026-11-01 --out october"})
final class CheckpointsCommand extends ReportingCommand {
    private static final int MOST_LISTED = 1_000;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Those sealed from this moment on: 2026-10-01T08:00:00Z, or a day, which begins in UTC. Default: "
                            + "all.")
    private Optional<String> from;

    @Option(names = "--to", paramLabel = "TIME", description = "Those sealed before this moment. Default: all.")
    private Optional<String> to;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Save them there; the folder may have some of them already.")
    private Optional<Path> folder;

    @Mixin
    private StoreOptions where;

    @Override
    Report run() throws StoreException, IOException {
        Instant first = from.map(text -> time("--from", text)).orElse(Instant.MIN);
        Instant end = to.map(text -> time("--to", text)).orElse(Instant.MAX);
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        var list = new Listed(first, end);
        try (Stores stores = where.open()) {
            stores.checkpoints().forEach(list::take);
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
        return list.report();
    }

    private Instant time(String option, String text) {
        return PeriodText.moment(text)
                .orElseThrow(() -> misused(option + ": '" + text + "' is no time (" + PeriodText.EXPECTED + ")"));
    }

    private final class Listed {
        private final Instant first;
        private final Instant end;
        private final TextTable table = new TextTable("NUMBER", "AT", "RECORDS", "CHAINS", "ROOT");
        private final List<Json> json = new ArrayList<>();
        private long count;

        Listed(Instant first, Instant end) {
            this.first = first;
            this.end = end;
        }

        void take(KeptCheckpoint checkpoint) {
            Optional<Manifest> manifest = manifest(checkpoint);
            // One whose time cannot be told belongs to what somebody may want to look at.
            if (manifest.isPresent()
                    && (manifest.get().at().isBefore(first)
                            || !manifest.get().at().isBefore(end))) {
                return;
            }
            count++;
            folder.ifPresent(out -> save(out, checkpoint));
            if (count <= MOST_LISTED) {
                list(checkpoint.place(), manifest);
            }
        }

        private void list(long number, Optional<Manifest> known) {
            String place = Long.toString(number);
            if (known.isEmpty()) {
                table.row(place, "-", "-", "-", "its manifest cannot be read");
                json.add(Json.object().put("number", number).build());
                return;
            }
            Manifest manifest = known.get();
            table.row(
                    place,
                    manifest.at().toString(),
                    Long.toString(manifest.count()),
                    Integer.toString(manifest.ranges().size()),
                    manifest.root().hex());
            json.add(Json.object()
                    .put("number", number)
                    .put("at", manifest.at().toString())
                    .put("records", manifest.count())
                    .put("chains", manifest.ranges().size())
                    .put("root", manifest.root().hex())
                    .build());
        }

        Report report() {
            var lines = new ArrayList<String>();
            if (count > 0) {
                lines.addAll(table.lines());
            }
            if (count > MOST_LISTED) {
                lines.add("… and " + (count - MOST_LISTED) + " more");
            }
            String found = count + (count == 1 ? " checkpoint" : " checkpoints");
            lines.add(folder.map(out -> found + ", saved in " + out + ".").orElse(found + "."));
            return Report.of(
                    Json.object()
                            .put("count", count)
                            .put("checkpoints", new Json.Arr(json))
                            .put("folder", folder.map(Path::toString))
                            .build(),
                    lines);
        }
    }

    private static Optional<Manifest> manifest(KeptCheckpoint checkpoint) {
        try {
            return checkpoint.manifest().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Manifest.parse(checkpoint.manifest().get()));
        } catch (SealFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static void save(Path folder, KeptCheckpoint checkpoint) {
        try {
            CheckpointFiles.write(folder, checkpoint);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
