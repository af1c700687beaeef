package dev.tollgate.cli;

import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.CompiledBundle;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.cli.testing.TestRun;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.Publication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bundle",
        description = "Checks and publishes policies.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LintCommand.class,
            TestCommand.class,
            BundleCommand.Publish.class,
            BundleCommand.ListAll.class,
            BundleCommand.RollBack.class,
            DiffCommand.class,
            BundleCommand.KeyGen.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate bundle publish infra/bundle"})
final class BundleCommand extends WithHelp {
    @Command(
            name = "publish",
            description =
                    "Compiles a bundle's folder, runs its tests, puts it into the registry and makes it the active "
                            + "bundle. Functions take it up within 10 seconds.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate bundle publish infra/bundle"})
    static final class Publish extends ReportingCommand {
        @Parameters(paramLabel = "DIR", description = "The folder of the bundle's YAML files.")
        private Path folder;

        @Option(
                names = "--sign-with",
                paramLabel = "FILE",
                description =
                        "A private key of 'bundle keygen'. Functions that were given its public key take no bundle "
                                + "that is not signed with it.")
        private Optional<Path> key;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException, CompileException, IOException {
            CompiledBundle compiled =
                    Compiler.compile(folder, where.surroundings().today());
            String[] warnings = compiled.warnings().stream()
                    .map(warning -> warning.asWarningIn(folder))
                    .toArray(String[]::new);
            TestRun tests = TestRun.of(compiled);
            if (!tests.passed()) {
                var lines = new ArrayList<>(TestCommand.failures(tests, folder));
                lines.add(TestCommand.inWords(tests) + ". Nothing was published.");
                throw new AdministrationException(String.join("\n", lines));
            }
            Optional<byte[]> signature = key.isPresent()
                    ? Optional.of(SigningKey.read(key.get()).sign(compiled.digest()))
                    : Optional.empty();
            try (Stores stores = where.open()) {
                Publication publication = stores.administration().publish(compiled, signature);
                return Report.of(
                                Json.object()
                                        .put("publication", json(publication))
                                        .put("bundle", summary(compiled))
                                        .build(),
                                "Active since " + publication.at() + ": " + inWords(compiled),
                                "Tests: " + TestCommand.inWords(tests))
                        .withNotes(warnings);
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists what was published, newest first. The active bundle has a star.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate bundle list --output json"})
    static final class ListAll extends ReportingCommand {
        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                return new Listing<Publication>("publications", "Nothing was published yet.")
                        .column("", publication -> publication.active() ? "*" : "")
                        .column("PUBLISHED", publication -> publication.at().toString())
                        .column("NAME", Publication::name)
                        .column("DIGEST", Publication::digest)
                        .report(stores.registry().publications(), BundleCommand::json);
            }
        }
    }

    @Command(
            name = "rollback",
            description =
                    "Makes an earlier bundle the active one again. Nothing is deleted: 'rollback' once more undoes it.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate bundle rollback sha256:4f1c09"})
    static final class RollBack extends ReportingCommand {
        @Parameters(
                paramLabel = "DIGEST",
                arity = "0..1",
                description = "The bundle to go back to; its first letters are enough. "
                        + "Default: the one that was active before.")
        private Optional<String> digest;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            try (Stores stores = where.open()) {
                Publication publication = stores.administration().rollBack(digest);
                return Report.of(
                        Json.object().put("publication", json(publication)).build(),
                        "Active since " + publication.at() + ": bundle " + publication.name() + ", "
                                + publication.digest());
            }
        }
    }

    @Command(
            name = "keygen",
            description = "Makes a key to sign bundles with, and says what functions need to trust it.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate bundle keygen bundle-key.pem"})
    static final class KeyGen extends ReportingCommand {
        @Parameters(paramLabel = "FILE", description = "Where the private key goes. It must not be there yet.")
        private Path file;

        @Override
        Report run() throws IOException {
            String publicKey = SigningKey.generate(file);
            return Report.of(
                    Json.object()
                            .put("file", file.toString())
                            .put("public_key", publicKey)
                            .build(),
                    "The private key is in " + file
                            + "; keep it secret, and sign with: tollgate bundle publish --sign-with " + file + " DIR",
                    "Public key, for the template's parameter BundleKeys: " + publicKey);
        }
    }

    static String inWords(CompiledBundle compiled) {
        Bundle bundle = compiled.bundle();
        return "bundle " + bundle.name() + ", policies " + bundle.policies().size() + ", limits "
                + bundle.limits().size() + ", servers " + bundle.servers().size() + ", " + compiled.digest();
    }

    static Json summary(CompiledBundle compiled) {
        Bundle bundle = compiled.bundle();
        return Json.object()
                .put("name", bundle.name())
                .put("digest", compiled.digest())
                .put("bytes", compiled.canonical().length)
                .put("policies", bundle.policies().size())
                .put("limits", bundle.limits().size())
                .put("servers", bundle.servers().size())
                .build();
    }

    private static Json json(Publication publication) {
        return Json.object()
                .put("digest", publication.digest())
                .put("name", publication.name())
                .put("at", publication.at().toString())
                .put("active", Json.of(publication.active()))
                .build();
    }
}
