package dev.tollgate.core.seal;

import java.util.ArrayList;
import java.util.List;

/** The root of a {@link MerkleTree} whose leaves come one after the other and are not kept. */
final class GrowingTree {
    /** Of the whole subtrees so far, from the left, each larger than the next. */
    private final List<TreeHash> roots = new ArrayList<>();

    private long size;

    void add(TreeHash leaf) {
        TreeHash node = leaf;
        for (long before = size; before % 2 == 1; before /= 2) {
            node = TreeHash.ofNode(roots.removeLast(), node);
        }
        roots.add(node);
        size++;
    }

    long size() {
        return size;
    }

    TreeHash root() {
        if (roots.isEmpty()) {
            return TreeHash.ofNothing();
        }
        TreeHash root = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = TreeHash.ofNode(roots.get(i), root);
        }
        return root;
    }
}
