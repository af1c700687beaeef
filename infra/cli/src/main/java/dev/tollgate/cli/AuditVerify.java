package dev.tollgate.cli;

import dev.tollgate.cli.compile.DurationText;
import dev.tollgate.core.Ed25519;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Chains;
import dev.tollgate.core.seal.KeptCheckpoint;
import dev.tollgate.core.seal.SealCheck;
import dev.tollgate.core.seal.SealVerdict;
import dev.tollgate.core.store.AuditChains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Checks every record of every chain against its hash, its place, the record before it and the keys under which "
                    + "it is found, and all of them against the signed checkpoints: so it finds what was changed, removed, "
                    + "added, moved or replaced, and where.",
            "It reads the audit table, or files and nothing else."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:verified",
            "1:something is wrong, or signatures could not be checked",
            "2:the table, a file or the key could not be read, or the command was not understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tollgate audit verify",
            "  tollgate audit verify --from records.jsonl --checkpoints archive/checkpoints --public-key seal.pub"
        })
final class AuditVerify extends ReportingCommand {
    private static final Path LOCAL_KEY = Path.of(".tollgate", "seal.pub");
    private static final String USUAL_RETENTION = "90d";

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Check a file instead of the audit table: a record a line, as 'audit export --format jsonl' "
                    + "writes it, or an item of the table, as JSON ({\"pk\": …, \"sk\": …, \"hash\": …, …}).")
    private Optional<Path> file;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "The folder checkpoints of the archive, or one that 'audit checkpoints --out' wrote; or one "
                    + ".note file. Beside the audit table: the two must agree.")
    private Optional<Path> checkpoints;

    @Option(
            names = "--public-key",
            paramLabel = "KEY",
            description =
                    "A file with the key that checkpoints are signed with, in base64 or PEM. Give it again for each "
                            + "key there was. Default: .tollgate/seal.pub, where the local stack is.")
    private List<Path> publicKeys = new ArrayList<>();

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "Whose checkpoints they must be. Default: whatever name the first one has.")
    private Optional<String> origin;

    @Option(
            names = "--retention",
            paramLabel = "SPAN",
            defaultValue = USUAL_RETENTION,
            description =
                    "The shortest time for which records are kept, as your bundles said: a missing record that was "
                            + "sealed longer ago has expired. Default: " + USUAL_RETENTION + ".")
    private String retention;

    @Option(
            names = "--without-checkpoints",
            description =
                    "Check the chains alone. Then a chain that was cut at its end, replaced or removed whole is not "
                            + "found.")
    private boolean isWithoutCheckpoints;

    @Mixin
    private StoreOptions where;

    private final List<String> disagreements = new ArrayList<>();

    @Override
    Report run() throws StoreException, IOException {
        Duration kept = DurationText.parse(retention)
                .filter(Duration::isPositive)
                .orElseThrow(() -> misused("--retention: expected a span such as 90d, not '" + retention + "'"));
        List<PublicKey> keys = isWithoutCheckpoints ? List.of() : keys();
        Instant now = where.surroundings().clock().instant();
        if (file.isEmpty()) {
            try (Stores stores = where.open()) {
                AuditChains chains = stores.chains();
                SealCheck check = keys.isEmpty() ? SealCheck.withoutCheckpoints() : SealCheck.ofAll(keys, origin);
                if (!keys.isEmpty()) {
                    read(chains, check);
                }
                return report(check, chains, kept, now, !keys.isEmpty());
            }
        }
        try (RecordFile records = RecordFile.open(file.get())) {
            boolean isSealed = !keys.isEmpty() && checkpoints.isPresent();
            SealCheck check = isSealed ? SealCheck.ofSome(keys, origin) : SealCheck.withoutCheckpoints();
            if (isSealed) {
                CheckpointFiles.in(checkpoints.get()).forEach(check::add);
            }
            return report(check, records, kept, now, isSealed);
        }
    }

    private Report report(SealCheck check, Chains chains, Duration kept, Instant now, boolean isSealed)
            throws StoreException {
        SealVerdict verdict = check.chains(chains, kept, now);
        var unreadable = new ArrayList<>(disagreements);
        unreadable.addAll(chains.unreadable());
        Optional<String> unchecked = isSealed || isWithoutCheckpoints ? Optional.empty() : Optional.of(missing());
        return new VerifyReport(verdict, unreadable, unchecked, now).report();
    }

    private String missing() {
        boolean hasCheckpoints = file.isEmpty() || checkpoints.isPresent();
        return hasCheckpoints
                ? "signatures were not checked, since no key was given (--public-key KEY, or --without-checkpoints)"
                : "signatures were not checked, since no checkpoints were given (--checkpoints DIR --public-key KEY, or "
                        + "--without-checkpoints)";
    }

    /** Both in the order of their numbers; what the table lacks is said, and then looked at all the same. */
    private void read(AuditChains chains, SealCheck check) throws StoreException, IOException {
        if (checkpoints.isEmpty()) {
            chains.checkpoints(check::add);
            return;
        }
        CheckpointFiles files = CheckpointFiles.in(checkpoints.get());
        // A checkpoint is in the table first, so what is in the files now must be in the table when it is read.
        var merged = new Merged(files, check);
        chains.checkpoints(merged::ofTable);
        merged.end();
    }

    /** Checkpoints of the table and of files. */
    private final class Merged {
        private final CheckpointFiles files;
        private final SealCheck check;
        private Optional<StoreException> failure = Optional.empty();

        Merged(CheckpointFiles files, SealCheck check) {
            this.files = files;
            this.check = check;
        }

        void ofTable(KeptCheckpoint checkpoint) {
            try {
                files.forEachBefore(checkpoint.place(), this::ofFilesAlone);
                check.add(checkpoint);
                files.forEachBefore(checkpoint.place() + 1, check::add);
            } catch (StoreException unreadable) {
                failure = Optional.of(unreadable);
            }
        }

        private void ofFilesAlone(KeptCheckpoint checkpoint) {
            disagreements.add(
                    "checkpoint " + checkpoint.place() + ": missing in the table, and there in " + checkpoints.get());
            check.add(checkpoint);
        }

        void end() throws StoreException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            files.forEach(this::ofFilesAlone);
        }
    }

    private List<PublicKey> keys() throws IOException {
        Path local = where.surroundings().directory().resolve(LOCAL_KEY);
        List<Path> from = publicKeys.isEmpty() && Files.isRegularFile(local) ? List.of(local) : publicKeys;
        var keys = new ArrayList<PublicKey>();
        for (Path file : from) {
            keys.add(Ed25519.publicKey(PublicKeyFile.read(file)));
        }
        return keys;
    }

    @Override
    int failureCode() {
        return 2;
    }
}
