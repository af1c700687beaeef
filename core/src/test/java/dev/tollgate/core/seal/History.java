package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.InMemoryChains;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Chains that grew and were sealed now and then, and what somebody did to them. */
final class History {
    static final String ORIGIN = "audit.example.com/demo";
    static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    static final Duration RETENTION = Duration.ofDays(90);
    static final KeyPair KEYS = newKeys();

    final TreeMap<String, List<SealedRecord>> chains = new TreeMap<>();
    final List<KeptCheckpoint> checkpoints = new ArrayList<>();
    final TreeMap<String, Integer> sealed = new TreeMap<>();

    /** Of two to four writers, with two to six checkpoints; the last records are not sealed yet. */
    static History random(Random random) {
        var history = new History();
        int writers = 2 + random.nextInt(3);
        for (int i = 0; i < writers; i++) {
            history.grow("w" + i, 3 + random.nextInt(10));
        }
        int steps = 2 + random.nextInt(5);
        for (int i = 0; i < steps; i++) {
            boolean isLast = i == steps - 1;
            var upTo = new TreeMap<String, Integer>();
            history.chains.forEach((writer, chain) -> {
                int before = history.sealed.getOrDefault(writer, 0);
                int left = chain.size() - before;
                int more = random.nextInt(left + 1);
                upTo.put(writer, before + (isLast && before + more < 2 ? 2 - before : more));
            });
            history.seal(upTo);
        }
        return history;
    }

    History copy() {
        var copy = new History();
        copy.chains.putAll(chains);
        copy.checkpoints.addAll(checkpoints);
        copy.sealed.putAll(sealed);
        return copy;
    }

    void grow(String writer, int length) {
        chains.put(writer, SealedRecords.chain(writer, length));
    }

    /** The next checkpoint, a minute later. */
    void seal(Map<String, Integer> upTo) {
        var records = new TreeMap<String, List<SealedRecord>>();
        upTo.forEach((writer, length) ->
                records.put(writer, chains.get(writer).subList(sealed.getOrDefault(writer, 0), length)));
        Sealing step = Sealing.step(state(), records, at(checkpoints.size()));
        checkpoints.add(kept(step, KEYS));
        sealed.putAll(upTo);
    }

    void sealAll() {
        var upTo = new TreeMap<String, Integer>();
        chains.forEach((writer, chain) -> upTo.put(writer, chain.size()));
        seal(upTo);
    }

    static Instant at(int number) {
        return START.plus(Duration.ofMinutes(number));
    }

    SealState state() {
        SealState state = SealState.first(ORIGIN);
        for (KeptCheckpoint each : checkpoints) {
            state = state.after(checkpoint(each), manifest(each));
        }
        return state;
    }

    static KeptCheckpoint kept(Sealing step, KeyPair keys) {
        return kept(step.checkpoint(), step.manifest(), keys);
    }

    static KeptCheckpoint kept(Checkpoint checkpoint, Manifest manifest, KeyPair keys) {
        try {
            SignedNote note = SignedNote.sign(
                    checkpoint.text(),
                    new Ed25519NoteSigner(checkpoint.origin(), keys.getPrivate().getEncoded()));
            return new KeptCheckpoint(checkpoint.number(), Optional.of(note.whole()), Optional.of(manifest.bytes()));
        } catch (SigningException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Checkpoint checkpoint(KeptCheckpoint kept) {
        try {
            return Checkpoint.parse(SignedNote.parse(kept.note().orElseThrow()).text());
        } catch (SealFormatException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Manifest manifest(KeptCheckpoint kept) {
        try {
            return Manifest.parse(kept.manifest().orElseThrow());
        } catch (SealFormatException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    SealVerdict check() {
        return check(at(checkpoints.size()));
    }

    SealVerdict check(Instant now) {
        SealCheck check = SealCheck.ofAll(List.of(KEYS.getPublic()), Optional.of(ORIGIN));
        return check(check, now);
    }

    SealVerdict check(SealCheck check, Instant now) {
        checkpoints.forEach(check::add);
        try {
            return check.chains(new InMemoryChains(chains), RETENTION, now);
        } catch (dev.tollgate.core.StoreException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<String> lines() {
        return check().findings().stream().map(SealFinding::line).toList();
    }

    /** One of the writers of whom something is sealed. */
    String writer(Random random) {
        List<String> names = List.copyOf(chains.keySet());
        return names.get(random.nextInt(names.size()));
    }

    void change(String writer, List<SealedRecord> records) {
        chains.put(writer, List.copyOf(records));
    }

    /** A record whose hash fits what it says now. */
    static SealedRecord forged(SealedRecord record, String note) {
        SealedRecord changed = changed(record, note);
        return new SealedRecord(
                record.writer(), record.seq(), changed.content(), SealedRecord.hashOf(changed.content()));
    }

    static SealedRecord changed(SealedRecord record, String note) {
        return with(record, "note", Json.of(note));
    }

    static SealedRecord with(SealedRecord record, String member, Json value) {
        var members = new LinkedHashMap<>(record.content().members());
        members.put(member, value);
        return new SealedRecord(record.writer(), record.seq(), new Json.Obj(members), record.hash());
    }

    /** Another chain of this name, in which each record follows the one before. */
    static List<SealedRecord> otherChain(List<SealedRecord> chain) {
        var other = new ArrayList<SealedRecord>();
        String prev = SealedRecord.genesis(chain.getFirst().writer());
        for (SealedRecord record : chain) {
            SealedRecord next = forged(with(record, "prev", Json.of(prev)), "rewritten");
            other.add(next);
            prev = next.hash();
        }
        return other;
    }

    static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
