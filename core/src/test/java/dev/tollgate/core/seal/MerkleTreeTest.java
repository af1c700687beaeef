package dev.tollgate.core.seal;

import dev.tollgate.core.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MerkleTreeTest {
    /** The leaves of Certificate Transparency's reference implementation. */
    private static final List<TreeHash> REFERENCE = List.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .stream()
            .map(hex -> TreeHash.ofLeaf(HexFormat.of().parseHex(hex)))
            .toList();

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void hasTheRootsOfCertificateTransparency(int size, String root) {
        assertEquals(root, MerkleTree.of(REFERENCE.subList(0, size)).root().hex());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, ''",
        "0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
                + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
                + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        "5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b "
                + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
                + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d "
                + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
                + "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    })
    void hasThePathsOfCertificateTransparency(int index, int size, String path) {
        MerkleTree tree = MerkleTree.of(REFERENCE.subList(0, size));

        assertEquals(
                path,
                String.join(" ", tree.path(index).stream().map(TreeHash::hex).toList()));
        assertTrue(MerkleTree.holds(REFERENCE.get(index), index, size, tree.path(index), tree.root()));
    }

    @Property(seed = "6", edgeCases = EdgeCasesMode.NONE, tries = 300)
    void isTheTreeOfTheDefinition(@ForAll @IntRange(max = 700) int size) {
        List<TreeHash> leaves = leaves(size);
        MerkleTree tree = MerkleTree.of(leaves);

        assertEquals(Definition.root(leaves), tree.root());
        for (int index = 0; index < size; index += 1 + size / 20) {
            assertEquals(Definition.path(index, leaves), tree.path(index));
        }
    }

    @Test
    void everyPathOfEveryTreeHoldsAtItsPlaceOnly() {
        for (int size = 1; size <= 40; size++) {
            List<TreeHash> leaves = leaves(size);
            MerkleTree tree = MerkleTree.of(leaves);
            for (int index = 0; index < size; index++) {
                for (int place = -1; place <= size; place++) {
                    assertEquals(
                            place == index,
                            MerkleTree.holds(leaves.get(index), place, size, tree.path(index), tree.root()));
                }
            }
        }
    }

    @Property(seed = "6", edgeCases = EdgeCasesMode.NONE, tries = 300)
    void noFlippedBitHolds(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(max = 299) int anIndex,
            @ForAll @IntRange(max = 255) int bit) {
        int index = anIndex % size;
        List<TreeHash> leaves = leaves(size);
        MerkleTree tree = MerkleTree.of(leaves);
        List<TreeHash> path = tree.path(index);

        assertTrue(MerkleTree.holds(leaves.get(index), index, size, path, tree.root()));
        assertFalse(MerkleTree.holds(flipped(leaves.get(index), bit), index, size, path, tree.root()));
        assertFalse(MerkleTree.holds(leaves.get(index), index, size, path, flipped(tree.root(), bit)));
        for (int i = 0; i < path.size(); i++) {
            var altered = new ArrayList<>(path);
            altered.set(i, flipped(path.get(i), bit));
            assertFalse(MerkleTree.holds(leaves.get(index), index, size, altered, tree.root()));
            altered.remove(i);
            assertFalse(MerkleTree.holds(leaves.get(index), index, size, altered, tree.root()));
        }
        var longer = new ArrayList<>(path);
        longer.add(tree.root());
        assertFalse(MerkleTree.holds(leaves.get(index), index, size, longer, tree.root()));
    }

    @Test
    void aNodeIsNeverALeaf() {
        MerkleTree tree = MerkleTree.of(REFERENCE.subList(0, 2));
        byte[] both = HexFormat.of()
                .parseHex(REFERENCE.get(0).hex() + REFERENCE.get(1).hex());

        assertFalse(tree.root().equals(TreeHash.ofLeaf(both)));
    }

    @Test
    void hasNoPathForALeafThatIsNotThere() {
        assertThrows(
                IndexOutOfBoundsException.class, () -> MerkleTree.of(REFERENCE).path(REFERENCE.size()));
    }

    private static List<TreeHash> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        TreeHash.ofLeaf(ByteBuffer.allocate(4).putInt(i * 31).array()))
                .toList();
    }

    private static TreeHash flipped(TreeHash hash, int bit) {
        byte[] bytes = HexFormat.of().parseHex(hash.hex());
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return TreeHash.ofHex(HexFormat.of().formatHex(bytes)).orElseThrow();
    }

    /** RFC 6962, section 2.1, word by word. */
    private static final class Definition {
        private Definition() {}

        static TreeHash root(List<TreeHash> leaves) {
            if (leaves.isEmpty()) {
                return TreeHash.ofHex(Sha256.hex("")).orElseThrow();
            }
            if (leaves.size() == 1) {
                return leaves.getFirst();
            }
            int k = largestPowerOfTwoBelow(leaves.size());
            byte[] children = HexFormat.of()
                    .parseHex("01" + root(leaves.subList(0, k)).hex()
                            + root(leaves.subList(k, leaves.size())).hex());
            return TreeHash.ofHex(Sha256.hex(children)).orElseThrow();
        }

        static List<TreeHash> path(int index, List<TreeHash> leaves) {
            if (leaves.size() == 1) {
                return List.of();
            }
            int k = largestPowerOfTwoBelow(leaves.size());
            List<TreeHash> left = leaves.subList(0, k);
            List<TreeHash> right = leaves.subList(k, leaves.size());
            var path = new ArrayList<>(index < k ? path(index, left) : path(index - k, right));
            path.add(index < k ? root(right) : root(left));
            return path;
        }

        private static int largestPowerOfTwoBelow(int n) {
            int k = 1;
            while (k * 2 < n) {
                k *= 2;
            }
            return k;
        }
    }
}
