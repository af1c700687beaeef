package dev.tollgate.core.store;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.store.RegistryTable.Values;
import dev.tollgate.core.store.RegistryTable.Write;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static dev.tollgate.core.store.RegistryItems.AT;
import static dev.tollgate.core.store.RegistryItems.CREATED;
import static dev.tollgate.core.store.RegistryItems.DATA;
import static dev.tollgate.core.store.RegistryItems.DIGEST;
import static dev.tollgate.core.store.RegistryItems.NAME;
import static dev.tollgate.core.store.RegistryItems.PARTS;
import static dev.tollgate.core.store.RegistryItems.SIZE;

/**
 * Puts bundles into the registry and points at the active one. A bundle is under its digest and never changes; its parts
 * are all there before anything points at it.
 */
final class BundlePublications {
    /** An item of DynamoDB has at most 400 KB. */
    private static final int PART_BYTES = 350 * 1024;

    private static final int SHORTEST_DIGEST = "sha256:".length() + 6;

    private final RegistryTable table;
    private final InstantSource clock;

    BundlePublications(RegistryTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * @param canonical what {@code BundleCodec} made, as canonical JSON
     * @param signature of the digest; one that the bundle has already stays
     */
    Publication publish(String name, byte[] canonical, Optional<byte[]> signature)
            throws StoreException, AdministrationException {
        String digest = "sha256:" + Sha256.hex(canonical);
        Map<String, AttributeValue> meta = upload(digest, name, canonical);
        if (signature.isPresent()) {
            table.add(
                    RegistryItems.bundleMetaKey(digest),
                    RegistryItems.SIGNATURES,
                    AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(signature.get()))));
        }
        return activate(meta);
    }

    /** Newest first. */
    List<Publication> list() throws StoreException {
        String active = active().map(pointer -> RegistryItems.text(pointer, AT)).orElse("");
        var publications = new ArrayList<Publication>();
        for (var item : table.query(RegistryItems.publicationsPartition(), RegistryItems.PUBLICATION_PREFIX)) {
            String at = RegistryItems.text(item, RegistryItems.SK).substring(RegistryItems.PUBLICATION_PREFIX.length());
            publications.add(new Publication(
                    RegistryItems.text(item, DIGEST),
                    RegistryItems.text(item, NAME),
                    Instant.parse(at),
                    at.equals(active)));
        }
        return publications.reversed();
    }

    /** @param digest which bundle, its first letters are enough; empty for the active one */
    Publication publication(Optional<String> digest) throws StoreException, AdministrationException {
        List<Publication> publications = list();
        Optional<String> found = digest.isPresent() ? Optional.of(find(publications, digest.get())) : Optional.empty();
        return publications.stream()
                .filter(each -> found.map(each.digest()::equals).orElse(each.active()))
                .findFirst()
                .orElseThrow(() -> new AdministrationException("no bundle is active; publish one first"));
    }

    /** @param digest which bundle, its first letters are enough; empty for the one that was active before */
    Publication rollBack(Optional<String> digest) throws StoreException, AdministrationException {
        List<Publication> publications = list();
        String active = publications.stream()
                .filter(Publication::active)
                .map(Publication::digest)
                .findFirst()
                .orElseThrow(() -> new AdministrationException("no bundle is active; publish one first"));
        String wanted = digest.isPresent() ? find(publications, digest.get()) : before(publications, active);
        if (wanted.equals(active)) {
            throw new AdministrationException("the bundle " + wanted + " is the active one already");
        }
        return activate(table.get(RegistryItems.bundleMetaKey(wanted))
                .orElseThrow(() -> new AdministrationException("the bundle " + wanted + " is no longer there")));
    }

    private static String find(List<Publication> publications, String digest) throws AdministrationException {
        String start = digest.startsWith("sha256:") ? digest : "sha256:" + digest;
        if (start.length() < SHORTEST_DIGEST) {
            throw new AdministrationException("give at least 6 hex digits of the digest");
        }
        List<String> found = publications.stream()
                .map(Publication::digest)
                .filter(each -> each.startsWith(start))
                .distinct()
                .toList();
        return switch (found.size()) {
            case 0 -> throw new AdministrationException("no bundle " + start + " was ever published here");
            case 1 -> found.getFirst();
            default -> throw new AdministrationException("more than one bundle begins with " + start);
        };
    }

    private static String before(List<Publication> publications, String active) throws AdministrationException {
        return publications.stream()
                .map(Publication::digest)
                .filter(each -> !each.equals(active))
                .findFirst()
                .orElseThrow(() -> new AdministrationException("there is no earlier bundle to go back to"));
    }

    private Map<String, AttributeValue> upload(String digest, String name, byte[] canonical) throws StoreException {
        Optional<Map<String, AttributeValue>> uploaded = table.get(RegistryItems.bundleMetaKey(digest));
        if (uploaded.isPresent()) {
            return uploaded.get();
        }
        List<byte[]> parts = parts(canonical);
        for (int part = 0; part < parts.size(); part++) {
            var item = new HashMap<>(RegistryItems.bundlePartKey(digest, part));
            item.put(DATA, AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(parts.get(part))));
            table.put(item);
        }
        // The last to be written, so that where it is, all parts are.
        var meta = new HashMap<>(RegistryItems.bundleMetaKey(digest));
        meta.put(DIGEST, RegistryItems.text(digest));
        meta.put(NAME, RegistryItems.text(name));
        meta.put(PARTS, RegistryItems.number(parts.size()));
        meta.put(SIZE, RegistryItems.number(canonical.length));
        meta.put(CREATED, RegistryItems.time(clock.instant()));
        table.putIfAbsent(meta);
        return meta;
    }

    private Publication activate(Map<String, AttributeValue> meta) throws StoreException, AdministrationException {
        String digest = RegistryItems.text(meta, DIGEST);
        String name = RegistryItems.text(meta, NAME);
        Optional<Map<String, AttributeValue>> before = active();
        if (before.isPresent() && RegistryItems.text(before.get(), DIGEST).equals(digest)) {
            return new Publication(digest, name, Instant.parse(RegistryItems.text(before.get(), AT)), true);
        }
        Instant at = after(before);
        var pointer = new HashMap<>(RegistryItems.activeBundleKey());
        pointer.put(DIGEST, RegistryItems.text(digest));
        pointer.put(PARTS, meta.get(PARTS));
        pointer.put(AT, RegistryItems.time(at));
        var entry = new HashMap<>(RegistryItems.publicationKey(SortableTime.text(at)));
        entry.put(DIGEST, RegistryItems.text(digest));
        entry.put(NAME, RegistryItems.text(name));
        Optional<Integer> unmet = table.writeAll(List.of(
                new Write.Check(RegistryItems.bundleMetaKey(digest), RegistryTable.PRESENT, Values.NONE),
                unchangedSince(before, pointer),
                new Write.NewItem(entry, RegistryTable.ABSENT, Values.NONE)));
        if (unmet.isPresent()) {
            throw new AdministrationException(
                    "another bundle was made active at the same moment; look at 'bundle list', then do it again");
        }
        return new Publication(digest, name, at, true);
    }

    private static Write unchangedSince(
            Optional<Map<String, AttributeValue>> before, Map<String, AttributeValue> pointer) {
        if (before.isEmpty()) {
            return new Write.NewItem(pointer, RegistryTable.ABSENT, Values.NONE);
        }
        Values values =
                new Values(Map.of("#at", AT), Map.of(":before", before.get().get(AT)));
        return new Write.NewItem(pointer, "#at = :before", values);
    }

    /** Now, but after the publication before: the order of publications must not hang on whose clock is right. */
    private Instant after(Optional<Map<String, AttributeValue>> before) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (before.isEmpty()) {
            return now;
        }
        Instant earliest = Instant.parse(RegistryItems.text(before.get(), AT)).plus(Duration.ofMillis(1));
        return now.isBefore(earliest) ? earliest : now;
    }

    private Optional<Map<String, AttributeValue>> active() throws StoreException {
        return table.get(RegistryItems.activeBundleKey());
    }

    private static List<byte[]> parts(byte[] canonical) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(canonical);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] bytes = packed.toByteArray();
        var parts = new ArrayList<byte[]>();
        for (int from = 0; from < bytes.length; from += PART_BYTES) {
            parts.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART_BYTES)));
        }
        return parts;
    }
}
