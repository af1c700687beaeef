package dev.tollgate.core.argument.schema;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** The members and items of one value that some keyword has judged. Notes nothing where nobody asks. */
final class Seen {
    private static final Seen NOTHING = new Seen(false);

    private final boolean takesNotes;
    private final Set<String> members;
    private final BitSet items;
    private boolean allMembers;
    private boolean allItems;

    private Seen(boolean takesNotes) {
        this.takesNotes = takesNotes;
        this.members = takesNotes ? new HashSet<>() : Set.of();
        this.items = new BitSet(0);
    }

    static Seen nothing() {
        return NOTHING;
    }

    static Seen notes() {
        return new Seen(true);
    }

    /** For an alternative: what it notes counts only when it holds, and then {@link #add} adds it. */
    Seen branch() {
        return takesNotes ? new Seen(true) : this;
    }

    boolean takesNotes() {
        return takesNotes;
    }

    void add(Seen branch) {
        if (takesNotes && branch != this) {
            members.addAll(branch.members);
            items.or(branch.items);
            allMembers |= branch.allMembers;
            allItems |= branch.allItems;
        }
    }

    void member(String name) {
        if (takesNotes) {
            members.add(name);
        }
    }

    void item(int index) {
        if (takesNotes) {
            items.set(index);
        }
    }

    void allMembers() {
        if (takesNotes) {
            allMembers = true;
        }
    }

    void allItems() {
        if (takesNotes) {
            allItems = true;
        }
    }

    boolean hasMember(String name) {
        return allMembers || members.contains(name);
    }

    boolean hasItem(int index) {
        return allItems || items.get(index);
    }
}
