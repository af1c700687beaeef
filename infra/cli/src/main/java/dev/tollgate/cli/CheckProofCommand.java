package dev.tollgate.cli;

import dev.tollgate.core.Ed25519;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.seal.Checkpoint;
import dev.tollgate.core.seal.Proof;
import dev.tollgate.core.seal.SealFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-proof",
        description = "Checks that a record is one of those that a signed checkpoint covers. It needs nothing but the "
                + "proof and the public key of the audit function.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is proven", "1:it is not proven", "2:the proof or the key could not be read"},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate audit check-proof proof.json --public-key seal.pub"})
final class CheckProofCommand extends ReportingCommand {
    private static final int MOST_BYTES = 1_000_000;

    @Parameters(paramLabel = "FILE", description = "The proof, as JSON.")
    private Path file;

    @Option(
            names = "--public-key",
            paramLabel = "KEY",
            required = true,
            description = "A file with the public key, in base64 or PEM.")
    private Path publicKey;

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "Whose checkpoint it must be. Default: whatever name the checkpoint has.")
    private Optional<String> origin;

    @Override
    Report run() throws IOException {
        PublicKey key = Ed25519.publicKey(PublicKeyFile.read(publicKey));
        byte[] bytes = read();
        try {
            Proof proof = Proof.parse(bytes);
            Optional<String> problem = proof.problem(key);
            return problem.isPresent() ? notProven(problem.get()) : proven(proof, proof.checkpoint());
        } catch (SealFormatException malformed) {
            return notProven(malformed.getMessage());
        }
    }

    /** One byte more than a proof may have, so that a longer one is refused and not cut. */
    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        }
    }

    private Report proven(Proof proof, Checkpoint checkpoint) {
        if (origin.isPresent() && !origin.get().equals(checkpoint.origin())) {
            return notProven("the checkpoint is of " + checkpoint.origin() + ", not of " + origin.get());
        }
        String record = proof.record().id();
        Json json = Json.object()
                .put("proven", Json.of(true))
                .put("record", record)
                .put("hash", proof.record().hash())
                .put("origin", checkpoint.origin())
                .put("checkpoint", checkpoint.number())
                .put("index", proof.index())
                .put("size", checkpoint.size())
                .build();
        return Report.of(
                json,
                "Proven: record " + record + " is in checkpoint " + checkpoint.number() + " of " + checkpoint.origin()
                        + ".");
    }

    private static Report notProven(String problem) {
        Json json = Json.object()
                .put("proven", Json.of(false))
                .put("problem", problem)
                .build();
        return new Report(List.of("Not proven: " + problem + "."), List.of(), json, 1);
    }

    @Override
    int failureCode() {
        return 2;
    }
}
