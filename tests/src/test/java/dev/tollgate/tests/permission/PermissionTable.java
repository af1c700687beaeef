package dev.tollgate.tests.permission;

import dev.tollgate.local.permission.PermissionUse;
import dev.tollgate.local.template.StackTemplate;
import dev.tollgate.local.template.TemplateReader;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code tests/data/permissions.txt}: which permissions the functions were seen to need, and the template they are in. */
final class PermissionTable {
    static final String NAME = "permissions.txt";

    private PermissionTable() {}

    static SortedSet<PermissionUse> committed() {
        return read(Repository.data(NAME));
    }

    static SortedSet<PermissionUse> read(Path file) {
        var uses = new TreeSet<PermissionUse>();
        try {
            Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PermissionUse::parse)
                    .forEach(uses::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return uses;
    }

    /** With the interceptors of an AgentCore gateway, which run as other functions do. */
    static StackTemplate template() {
        return new TemplateReader(Repository.root())
                .read(
                        Repository.root().resolve("template.yaml"),
                        Map.of("AgentCoreGatewayRole", "arn:aws:iam::000000000000:role/gateway"));
    }
}
