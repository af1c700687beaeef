package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.seal.Checkpoint;
import dev.tollgate.core.seal.Proof;
import dev.tollgate.core.seal.SealFormatException;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "prove",
        description = {
            "Gets the proof that a record is one of those that a signed checkpoint covers, with an auditor's key. "
                    + "'audit check-proof' checks it, without Tollgate's tables.",
            "A record has its proof when the next checkpoint is sealed, within about a minute."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  tollgate audit prove 06h1uhgckea8t4ggldd4aqpivo-1 --out proof.json",
            "  tollgate audit check-proof proof.json --public-key seal.pub"
        })
final class ProveCommand extends ReportingCommand {
    @Parameters(paramLabel = "ID", description = "The record's id.")
    private String id;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A new file for the proof. Default: the standard output.")
    private Optional<Path> file;

    @Mixin
    private AuditorOptions where;

    @Override
    Report run() throws AdministrationException, IOException {
        if (file.filter(Files::exists).isPresent()) {
            throw misused("--out: there is a file " + file.get() + " already");
        }
        Json.Obj answer = where.open().proof(id);
        Proof proof = proof(answer);
        if (file.isEmpty()) {
            return Report.of(answer, JsonText.write(answer));
        }
        Files.write(file.get(), JsonText.writeBytes(answer));
        return report(proof);
    }

    private static Proof proof(Json.Obj answer) throws AdministrationException {
        try {
            return Proof.parse(JsonText.writeBytes(answer));
        } catch (SealFormatException malformed) {
            throw new AdministrationException("the API's answer is no proof: " + malformed.getMessage());
        }
    }

    private Report report(Proof proof) throws AdministrationException {
        try {
            Checkpoint checkpoint = proof.checkpoint();
            Json json = Json.object()
                    .put("record", proof.record().id())
                    .put("checkpoint", checkpoint.number())
                    .put("origin", checkpoint.origin())
                    .put("file", file.map(Path::toString))
                    .build();
            return Report.of(
                    json,
                    List.of("Record " + proof.record().id() + " is in checkpoint " + checkpoint.number() + " of "
                            + checkpoint.origin() + "; the proof is in " + file.orElseThrow() + "."));
        } catch (SealFormatException malformed) {
            throw new AdministrationException("the API's answer has no checkpoint: " + malformed.getMessage());
        }
    }
}
