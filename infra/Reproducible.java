import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Compares the packages of two builds of the same sources, entry by entry, and within our own jars that a package holds: {@code
 * java infra/Reproducible.java FIRST SECOND}. Quarkus gives function.zip the dates and the order of the files on the disk,
 * so that its bytes differ and its entries' must not.
 */
final class Reproducible {
    private static final List<String> PACKAGES = List.of(
            "decision-fn/target/function.zip",
            "redaction-fn/target/function.zip",
            "audit-fn/target/function.zip",
            "hooks/mcp-proxy/target/tollgate-mcp-proxy.jar",
            "decision-fn/target/sbom.json",
            "redaction-fn/target/sbom.json",
            "audit-fn/target/sbom.json",
            "hooks/mcp-proxy/target/sbom.json");

    /** Quarkus' start-up code, in which it names its variables differently with each build. */
    private static final String RECORDED = "io/quarkus/runner/recorded/";

    public static void main(String[] arguments) throws IOException {
        boolean same = true;
        for (String name : PACKAGES) {
            if (!Files.exists(Path.of(arguments[0], name)) || !Files.exists(Path.of(arguments[1], name))) {
                System.out.printf("%-46s not in both builds%n", name);
                same = false;
                continue;
            }
            byte[] first = Files.readAllBytes(Path.of(arguments[0], name));
            byte[] second = Files.readAllBytes(Path.of(arguments[1], name));
            same &= compare(name, first, second);
        }
        System.exit(same ? 0 : 1);
    }

    private static boolean compare(String name, byte[] first, byte[] second) throws IOException {
        var one = contents(name, first);
        var other = contents(name, second);
        var names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        int ofQuarkus = (int) names.stream()
                .filter(entry -> entry.startsWith(RECORDED) && !Objects.equals(one.get(entry), other.get(entry)))
                .count();
        names.removeIf(entry -> entry.startsWith(RECORDED));
        names.removeIf(entry -> Objects.equals(one.get(entry), other.get(entry)));
        boolean bytes = digest(first).equals(digest(second));
        System.out.printf(
                "%-46s %5d entries, %d differ, and %d recorded by Quarkus; bytes of the file: %s%n",
                name, one.size(), names.size(), ofQuarkus, bytes ? "the same" : "differ (dates or order)");
        names.stream().limit(20).forEach(entry -> System.out.println("  differs: " + entry));
        return names.isEmpty();
    }

    /** What is in a package by name, and in its jars; of an entry that is no jar, the digest. */
    private static TreeMap<String, String> contents(String name, byte[] bytes) throws IOException {
        var found = new TreeMap<String, String>();
        if (!name.endsWith(".zip") && !name.endsWith(".jar")) {
            found.put(name, digest(bytes));
            return found;
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                String in = entry.getName();
                found.put(in, digest(content));
                if (in.contains("dev.tollgate.")) {
                    contents(in, content).forEach((inner, digest) -> found.put(in + "!" + inner, digest));
                }
            }
        }
        return found;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
