package dev.tollgate.audit.schedule;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.archive.Archive;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.seal.SigningException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static dev.tollgate.audit.schedule.SealingStage.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class MinuteTest {
    private final SealingStage stage = new SealingStage();
    private final TreeMap<String, byte[]> archived = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Archive archive = (name, content, deadline) -> {
        if (failures.remove(name)) {
            throw new StoreException("the archive failed, as planned", null);
        }
        archived.put(name, content);
    };

    @Test
    void sealsAndArchives() throws Exception {
        stage.write("a", 0, 3);
        assertEquals(
                "{\"checkpoints\":1,\"records\":3,\"all\":true,\"archived\":1}",
                JsonText.write(minute(stage::sealer).run(soon())));
        String name = "checkpoints/2026/11/27/000000000000";
        assertEquals(List.of(name + ".json", name + ".note"), List.copyOf(archived.keySet()));
        var sealed = stage.checked().getFirst();
        assertEquals(sealed.note().whole(), new String(archived.get(name + ".note"), StandardCharsets.UTF_8));
        assertEquals(
                new String(sealed.manifest().bytes(), StandardCharsets.UTF_8),
                new String(archived.get(name + ".json"), StandardCharsets.UTF_8));
    }

    @Test
    void whatTheArchiveDoesNotTakeIsTriedAgainAndKeepsNothingFromBeingSealed() throws Exception {
        failures.add("checkpoints/2026/11/27/000000000000.note");
        Minute minute = minute(stage::sealer);
        minute.run(soon());
        assertEquals(1, stage.checked().size());
        minute.run(soon());

        assertEquals(2, stage.checked().size());
        assertEquals(4, archived.size());
    }

    @Test
    void asksForTheKeyAgainAndArchivesMeanwhile() throws Exception {
        stage.sealer().seal(soon());
        var away = new ArrayList<>(List.of("now"));
        Minute minute = minute(() -> {
            if (away.remove("now")) {
                throw new SigningException("the key is away", null);
            }
            return stage.sealer();
        });

        assertThrows(SigningException.class, () -> minute.run(soon()));
        assertEquals(2, archived.size());
        minute.run(soon());
        assertEquals(2, stage.checked().size());
    }

    private Minute minute(Minute.Opening opening) {
        return new Minute(opening, new Archiving(archive, stage.checkpoints, stage.store));
    }
}
