package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import java.util.List;

/** What one report says. */
interface Topic {
    List<Section> sections(Material material) throws StoreException;

    /** What a reader must know to read it. */
    List<String> notes(Material material);
}
