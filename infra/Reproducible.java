import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        var all = new TreeSet<>(one.keySet());
        all.addAll(other.keySet());
        var names = new RecordedNames();
        var different = all.stream()
                .filter(entry -> !one.containsKey(entry)
                        || !other.containsKey(entry)
                        || !names.allow(entry, one.get(entry), other.get(entry)))
                .toList();
        long inNames = all.stream()
                .filter(entry -> !Arrays.equals(one.get(entry), other.get(entry)) && !different.contains(entry))
                .count();
        System.out.printf(
                "%-46s %5d entries, %d differ, and %d in names that Quarkus gives; bytes of the file: %s%n",
                name, all.size(), different.size(), inNames, Arrays.equals(first, second) ? "the same" : "differ");
        different.stream().limit(20).forEach(entry -> System.out.println("  differs: " + entry));
        return different.isEmpty();
    }

    /** What is in a package by name, and in its jars of ours. */
    private static TreeMap<String, byte[]> contents(String name, byte[] bytes) throws IOException {
        var found = new TreeMap<String, byte[]>();
        if (!name.endsWith(".zip") && !name.endsWith(".jar")) {
            found.put(name, bytes);
            return found;
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                String in = entry.getName();
                found.put(in, content);
                if (in.contains("dev.tollgate.")) {
                    contents(in, content).forEach((inner, of) -> found.put(in + "!" + inner, of));
                }
            }
        }
        return found;
    }
}
