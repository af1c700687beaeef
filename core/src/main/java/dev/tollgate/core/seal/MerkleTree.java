package dev.tollgate.core.seal;

import java.util.ArrayList;
import java.util.List;

/** A Merkle tree as RFC 6962, section 2.1, has it. */
public final class MerkleTree {
    /** From the leaves up to the root; a node without a sibling is the same on the level above. */
    private final List<List<TreeHash>> levels;

    private MerkleTree(List<List<TreeHash>> levels) {
        this.levels = levels;
    }

    /** @param leaves the hashes of the leaves, in their order */
    public static MerkleTree of(List<TreeHash> leaves) {
        var levels = new ArrayList<List<TreeHash>>();
        List<TreeHash> level = List.copyOf(leaves);
        levels.add(level);
        while (level.size() > 1) {
            level = above(level);
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    private static List<TreeHash> above(List<TreeHash> level) {
        var nodes = new ArrayList<TreeHash>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            nodes.add(TreeHash.ofNode(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            nodes.add(level.getLast());
        }
        return nodes;
    }

    public int size() {
        return levels.getFirst().size();
    }

    public TreeHash leaf(int index) {
        return levels.getFirst().get(index);
    }

    public TreeHash root() {
        return size() == 0 ? TreeHash.ofNothing() : levels.getLast().getFirst();
    }

    /** The audit path of a leaf (RFC 6962, section 2.1.1): what {@link #holds} needs beside the leaf itself. */
    public List<TreeHash> path(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("there is no leaf " + index + " of " + size());
        }
        var path = new ArrayList<TreeHash>();
        int place = index;
        for (List<TreeHash> level : levels) {
            int sibling = place ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            place /= 2;
        }
        return List.copyOf(path);
    }

    /**
     * Whether a leaf stands at a place of a tree (RFC 9162, section 2.1.3.2).
     *
     * @param size how many leaves the tree has
     * @param path the leaf's audit path
     */
    public static boolean holds(TreeHash leaf, long index, long size, List<TreeHash> path, TreeHash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        TreeHash node = leaf;
        for (TreeHash sibling : path) {
            if (last == 0) {
                return false;
            }
            if (place % 2 == 1) {
                node = TreeHash.ofNode(sibling, node);
            } else if (place == last) {
                // No sibling on this level, nor on those above until the place is odd.
                int up = Long.numberOfTrailingZeros(place);
                place >>= up;
                last >>= up;
                node = TreeHash.ofNode(sibling, node);
            } else {
                node = TreeHash.ofNode(node, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
    }
}
