package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.SealedRecord;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * That a record is one of those that a checkpoint covers, as anyone can check it who has the public key:
 *
 * <pre>{"v": 1, "record": {…}, "index": 5, "path": ["…", …], "note": "…"}</pre>
 *
 * @param record all that its hash covers; its {@code id} names its place
 * @param index the place of its leaf in the tree
 * @param path from the leaf up
 * @param note the signed checkpoint
 */
public record Proof(SealedRecord record, long index, List<TreeHash> path, SignedNote note) {
    private static final int MOST_BYTES = 1_000_000;
    private static final int MAX_DEPTH = 64;
    private static final int LONGEST_PATH = 64;

    public Proof {
        path = List.copyOf(path);
    }

    /** Empty when the manifest does not cover the record, or the tree has another one in its place. */
    public static Optional<Proof> of(SealedRecord record, Manifest manifest, MerkleTree tree, SignedNote note) {
        OptionalLong index = manifest.index(record.writer(), record.seq());
        if (index.isEmpty() || !tree.root().equals(manifest.root())) {
            return Optional.empty();
        }
        int place = Math.toIntExact(index.getAsLong());
        return tree.leaf(place).equals(Leaf.of(record))
                ? Optional.of(new Proof(record, place, tree.path(place), note))
                : Optional.empty();
    }

    /**
     * What is wrong with it; empty when it proves that this record was sealed by whoever has the private key. The
     * signer's name is the checkpoint's origin.
     */
    public Optional<String> problem(PublicKey key) {
        try {
            Checkpoint checkpoint = checkpoint();
            if (!note.isSignedBy(new NoteKey(checkpoint.origin(), key))) {
                return Optional.of("the checkpoint is not signed by this key in the name of " + checkpoint.origin());
            }
            if (!record.isIntact()) {
                return Optional.of("the record's content is not what was hashed");
            }
            return MerkleTree.holds(Leaf.of(record), index, checkpoint.size(), path, checkpoint.root())
                    ? Optional.empty()
                    : Optional.of("the record is not at place " + index + " of the checkpoint's tree");
        } catch (SealFormatException noCheckpoint) {
            return Optional.of(noCheckpoint.getMessage());
        }
    }

    /** @throws SealFormatException when the note has another text */
    public Checkpoint checkpoint() throws SealFormatException {
        return Checkpoint.parse(note.text());
    }

    public Json.Obj json() {
        return Json.object()
                .put("v", 1)
                .put("record", record.content())
                .put("index", index)
                .put("path", Json.texts(path.stream().map(TreeHash::hex).toList()))
                .put("note", note.whole())
                .build();
    }

    /** @throws SealFormatException when this is no proof; whether it holds is for {@link #problem} */
    public static Proof parse(byte[] bytes) throws SealFormatException {
        if (bytes.length > MOST_BYTES) {
            throw new SealFormatException("the proof has more than " + MOST_BYTES + " bytes");
        }
        try {
            if (new JsonText(MAX_DEPTH).parse(bytes) instanceof Json.Obj json) {
                return of(json);
            }
            throw new SealFormatException("the proof is no JSON object");
        } catch (JsonException malformed) {
            throw new SealFormatException("the proof: " + malformed.getMessage());
        }
    }

    private static Proof of(Json.Obj json) throws SealFormatException {
        if (!json.integer("v").equals(Optional.of(1L))) {
            throw new SealFormatException("the proof has a version ('v') other than 1");
        }
        SealedRecord record = record(
                json.object("record").orElseThrow(() -> new SealFormatException("the proof has no object 'record'")));
        long index =
                json.integer("index").orElseThrow(() -> new SealFormatException("the proof has no integer 'index'"));
        String note = json.text("note").orElseThrow(() -> new SealFormatException("the proof has no text 'note'"));
        return new Proof(record, index, path(json), SignedNote.parse(note));
    }

    private static SealedRecord record(Json.Obj content) throws SealFormatException {
        RecordId id = content.text("id")
                .flatMap(RecordId::parse)
                .filter(each -> each.item().isEmpty())
                .orElseThrow(() -> new SealFormatException("the proof's record has no id '<writer>-<seq>'"));
        return new SealedRecord(id.writer(), id.seq(), content, hash(content));
    }

    private static String hash(Json.Obj content) throws SealFormatException {
        try {
            return SealedRecord.hashOf(content);
        } catch (ArithmeticException noCanonicalForm) {
            throw new SealFormatException("the proof's record has a number without a canonical form");
        }
    }

    private static List<TreeHash> path(Json.Obj json) throws SealFormatException {
        if (!(json.get("path").orElse(Json.Null.NULL) instanceof Json.Arr(List<Json> items))) {
            throw new SealFormatException("the proof has no list 'path'");
        }
        if (items.size() > LONGEST_PATH) {
            throw new SealFormatException("the proof's path has more than " + LONGEST_PATH + " hashes");
        }
        var path = new ArrayList<TreeHash>();
        for (Json item : items) {
            Optional<TreeHash> hash =
                    item instanceof Json.Str(String text) ? TreeHash.ofHex(text) : Optional.<TreeHash>empty();
            path.add(hash.orElseThrow(
                    () -> new SealFormatException("the proof's path has something that is no SHA-256 in hex")));
        }
        return path;
    }
}
