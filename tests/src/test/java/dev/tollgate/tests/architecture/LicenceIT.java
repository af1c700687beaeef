package dev.tollgate.tests.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the software bills of materials (CycloneDX, {@code target/sbom.json}) of functions and proxy say. */
class LicenceIT {
    /**
     * SPDX identifiers, and the names that some POMs have instead. re2j's "Go License" is BSD-3-Clause.
     * A library with several may be used under any of them.
     */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-1.0",
            "EPL-2.0",
            "CC0-1.0",
            "0BSD",
            "Go License");

    @ParameterizedTest
    @ValueSource(strings = {"decision-fn", "redaction-fn", "audit-fn", "hooks/mcp-proxy"})
    void everyLibraryHasALicenceThatIsAllowed(String module) throws IOException {
        var refused = new ArrayList<String>();
        for (JsonNode component : components(module)) {
            List<String> licences = licences(component);
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                refused.add(component.path("purl").asText() + ": " + (licences.isEmpty() ? "no licence" : licences));
            }
        }
        assertEquals(
                List.of(),
                refused,
                () -> module + ": leave the library out, or allow the licence in LicenceIT.ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decision-fn", "redaction-fn", "audit-fn"})
    void theBillNamesEveryLibraryOfThePackage(String module) throws IOException {
        var named = new TreeSet<String>();
        for (JsonNode component : components(module)) {
            named.add("lib/%s.%s-%s.jar"
                    .formatted(
                            component.path("group").asText(),
                            component.path("name").asText(),
                            component.path("version").asText()));
        }
        try (var zip = new ZipFile(
                Repository.root().resolve(module).resolve("target/function.zip").toFile())) {
            List<String> unnamed = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar") && !named.contains(name))
                    .toList();
            assertEquals(List.of(), unnamed);
        }
    }

    private static List<JsonNode> components(String module) throws IOException {
        Path file = Repository.root().resolve(module).resolve("target/sbom.json");
        assumeTrue(
                Files.exists(file),
                () -> file + " is missing: the plugin that writes it does not run when Maven is offline (-o)");
        JsonNode bill = new JsonMapper().readTree(file.toFile());
        List<JsonNode> components = bill.path("components").valueStream().toList();
        assertFalse(components.isEmpty(), () -> module + " has no components");
        return components;
    }

    private static List<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(choice -> choice.has("expression")
                        ? choice.path("expression").asText()
                        : choice.path("license")
                                .path("id")
                                .asText(choice.path("license").path("name").asText()))
                .toList();
    }
}
