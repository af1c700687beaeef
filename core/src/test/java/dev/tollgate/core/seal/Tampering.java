package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.SealFinding.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What somebody can do to records and checkpoints, and under which names it may be found. */
enum Tampering {
    CHANGE_A_MEMBER(
            (history, random) -> history.replaceOne(random, record -> {
                List<String> names = List.copyOf(record.content().members().keySet());
                String name = names.get(random.nextInt(names.size()));
                return History.with(record, name, Json.of("changed"));
            }),
            Problem.CONTENT_CHANGED),
    REMOVE_A_MEMBER(
            (history, random) -> history.replaceOne(random, record -> {
                var members = new LinkedHashMap<>(record.content().members());
                members.remove(List.copyOf(members.keySet()).get(random.nextInt(members.size())));
                return new SealedRecord(record.writer(), record.seq(), new Json.Obj(members), record.hash());
            }),
            Problem.CONTENT_CHANGED),
    CHANGE_A_HASH(
            (history, random) -> history.replaceOne(
                    random,
                    record -> new SealedRecord(
                            record.writer(), record.seq(), record.content(), "0".repeat(random.nextInt(65)))),
            Problem.CONTENT_CHANGED),
    REWRITE_A_RECORD_WITH_ITS_HASH(
            (history, random) -> history.replaceOne(random, record -> History.forged(record, "rewritten")),
            Problem.NOT_LINKED,
            Problem.CHAIN_REPLACED),
    DELETE_ONE(
            (history, random) -> {
                String writer = history.writer(random);
                var chain = new ArrayList<>(history.chains.get(writer));
                chain.remove(random.nextInt(history.sealed.get(writer)));
                history.change(writer, chain);
            },
            Problem.RECORDS_MISSING,
            Problem.CHAIN_CUT),
    CUT_THE_TAIL(
            (history, random) -> {
                String writer = history.writer(random);
                int left = 1 + random.nextInt(history.sealed.get(writer) - 1);
                history.change(writer, history.chains.get(writer).subList(0, left));
            },
            Problem.CHAIN_CUT),
    INSERT(
            (history, random) -> {
                String writer = history.writer(random);
                var chain = new ArrayList<>(history.chains.get(writer));
                int place = random.nextInt(history.sealed.get(writer));
                chain.add(place, History.forged(chain.get(place), "inserted"));
                for (int i = place + 1; i < chain.size(); i++) {
                    SealedRecord moved = chain.get(i);
                    chain.set(i, new SealedRecord(writer, i, moved.content(), moved.hash()));
                }
                history.change(writer, chain);
            },
            Problem.RECORD_MOVED,
            Problem.NOT_LINKED),
    PUT_A_COPY_BESIDE(
            (history, random) -> {
                String writer = history.writer(random);
                var chain = new ArrayList<>(history.chains.get(writer));
                int place = random.nextInt(chain.size());
                chain.add(place + 1, chain.get(place));
                history.change(writer, chain);
            },
            Problem.PLACE_TAKEN_TWICE),
    SWAP(
            (history, random) -> {
                String writer = history.writer(random);
                var chain = new ArrayList<>(history.chains.get(writer));
                int one = random.nextInt(chain.size());
                int other = (one + 1 + random.nextInt(chain.size() - 1)) % chain.size();
                SealedRecord first = chain.get(one);
                SealedRecord second = chain.get(other);
                chain.set(one, new SealedRecord(writer, one, second.content(), second.hash()));
                chain.set(other, new SealedRecord(writer, other, first.content(), first.hash()));
                history.change(writer, chain);
            },
            Problem.RECORD_MOVED),
    TURN_THE_ORDER(
            (history, random) -> {
                String writer = history.writer(random);
                var chain = new ArrayList<>(history.chains.get(writer));
                Collections.swap(chain, 0, 1);
                history.change(writer, chain);
            },
            Problem.PLACE_TAKEN_TWICE),
    REPLACE_A_CHAIN(
            (history, random) -> {
                String writer = history.writer(random);
                history.change(writer, History.otherChain(history.chains.get(writer)));
            },
            Problem.CHAIN_REPLACED),
    DELETE_A_CHAIN((history, random) -> history.chains.remove(history.writer(random)), Problem.CHAIN_MISSING),
    GIVE_A_CHAIN_ANOTHER_NAME(
            (history, random) -> history.chains.put("other", history.chains.remove(history.writer(random))),
            Problem.CHAIN_MISSING),
    REPLAY(
            (history, random) -> {
                int place = 1 + random.nextInt(history.checkpoints.size() - 1);
                KeptCheckpoint old = history.checkpoints.get(random.nextInt(place));
                history.checkpoints.set(place, new KeptCheckpoint(place, old.note(), old.manifest()));
            },
            Problem.CHECKPOINT_REPLAYED),
    LOSE_A_CHECKPOINT(
            (history, random) -> history.checkpoints.remove(random.nextInt(history.checkpoints.size() - 1)),
            Problem.CHECKPOINT_MISSING),
    LOSE_A_NOTE(
            (history, random) -> history.replaceCheckpoint(
                    random, kept -> new KeptCheckpoint(kept.place(), Optional.empty(), kept.manifest())),
            Problem.CHECKPOINT_MISSING),
    CHANGE_A_NOTE(
            (history, random) -> history.replaceCheckpoint(random, kept -> {
                String note = kept.note().orElseThrow();
                int at = random.nextInt(note.length());
                String other = note.substring(0, at) + (char) (note.charAt(at) ^ 1) + note.substring(at + 1);
                return new KeptCheckpoint(kept.place(), Optional.of(other), kept.manifest());
            }),
            Problem.NOT_SIGNED,
            Problem.CHECKPOINT_UNREADABLE),
    CHANGE_A_MANIFEST(
            (history, random) -> history.replaceCheckpoint(random, kept -> {
                byte[] bytes = kept.manifest().orElseThrow().clone();
                bytes[random.nextInt(bytes.length)] ^= 1;
                return new KeptCheckpoint(kept.place(), kept.note(), Optional.of(bytes));
            }),
            Problem.MANIFEST_CHANGED),
    SWAP_MANIFESTS(
            (history, random) -> {
                KeptCheckpoint first = history.checkpoints.get(0);
                KeptCheckpoint second = history.checkpoints.get(1);
                history.checkpoints.set(0, new KeptCheckpoint(0, first.note(), second.manifest()));
                history.checkpoints.set(1, new KeptCheckpoint(1, second.note(), first.manifest()));
            },
            Problem.MANIFEST_CHANGED),
    LOSE_A_MANIFEST(
            (history, random) -> history.replaceCheckpoint(
                    random, kept -> new KeptCheckpoint(kept.place(), kept.note(), Optional.empty())),
            Problem.MANIFEST_MISSING),
    SIGN_WITH_ANOTHER_KEY(
            (history, random) -> history.replaceCheckpoint(
                    random, kept -> History.kept(History.checkpoint(kept), History.manifest(kept), History.newKeys())),
            Problem.NOT_SIGNED),
    SIGN_ALL_WITH_ANOTHER_KEY(
            (history, random) -> {
                var other = History.newKeys();
                history.checkpoints.replaceAll(
                        kept -> History.kept(History.checkpoint(kept), History.manifest(kept), other));
            },
            Problem.NOT_SIGNED),
    /** Whoever has the key seals a second history from here on. */
    FORK(
            (history, random) -> {
                int place = random.nextInt(history.checkpoints.size());
                history.checkpoints.add(place + 1, history.other(place));
            },
            Problem.FORK),
    /** The same, but the first one is gone. */
    SEAL_ANEW(
            (history, random) -> {
                int place = random.nextInt(history.checkpoints.size() - 1);
                history.checkpoints.set(place, history.other(place));
            },
            Problem.NOT_FOLLOWING),
    SEAL_UNDER_ANOTHER_NAME(
            (history, random) -> history.replaceCheckpoint(random, kept -> {
                Sealing step = Sealing.step(SealState.first("somebody.else"), Map.of(), History.START);
                KeptCheckpoint other = History.kept(step, History.KEYS);
                return new KeptCheckpoint(kept.place(), other.note(), other.manifest());
            }),
            Problem.OTHER_ORIGIN);

    private final BiConsumer<Victim, Random> act;
    private final Set<Problem> names;

    Tampering(BiConsumer<Victim, Random> act, Problem... names) {
        this.act = act;
        this.names = Set.of(names);
    }

    void act(History history, Random random) {
        act.accept(new Victim(history), random);
    }

    Set<Problem> names() {
        return names;
    }

    /** A history with what tampering has in common. */
    private static final class Victim {
        private final History history;
        private final TreeMap<String, List<SealedRecord>> chains;
        private final List<KeptCheckpoint> checkpoints;
        private final TreeMap<String, Integer> sealed;

        Victim(History history) {
            this.history = history;
            this.chains = history.chains;
            this.checkpoints = history.checkpoints;
            this.sealed = history.sealed;
        }

        String writer(Random random) {
            return history.writer(random);
        }

        void change(String writer, List<SealedRecord> records) {
            history.change(writer, records);
        }

        /** One that is sealed. */
        void replaceOne(Random random, java.util.function.UnaryOperator<SealedRecord> change) {
            String writer = writer(random);
            var chain = new ArrayList<>(chains.get(writer));
            int place = random.nextInt(sealed.get(writer));
            chain.set(place, change.apply(chain.get(place)));
            change(writer, chain);
        }

        void replaceCheckpoint(Random random, java.util.function.UnaryOperator<KeptCheckpoint> change) {
            int place = random.nextInt(checkpoints.size());
            checkpoints.set(place, change.apply(checkpoints.get(place)));
        }

        /** Another one of this number that follows the same, signed with the same key, of nothing. */
        KeptCheckpoint other(int place) {
            Checkpoint right = History.checkpoint(checkpoints.get(place));
            var manifest = new Manifest(
                    History.ORIGIN,
                    place,
                    History.at(place).plusSeconds(1),
                    MerkleTree.of(List.of()).root(),
                    List.of());
            return History.kept(Checkpoint.of(manifest, right.previous()), manifest, History.KEYS);
        }
    }
}
