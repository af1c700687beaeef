package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static dev.tollgate.core.policy.StrictJson.array;
import static dev.tollgate.core.policy.StrictJson.text;

/** Tightening and reactions among a bundle's settings; nothing stands there when there are none. */
final class WatchingCodec {
    private static final String TIGHTENING = "tightening";
    private static final String REACTIONS = "reactions";

    private WatchingCodec() {}

    static void encode(Watching watching, Json.Members settings) {
        watching.tightening().ifPresent(tightening -> settings.put(TIGHTENING, encode(tightening)));
        if (!watching.reactions().isEmpty()) {
            settings.put(REACTIONS, array(watching.reactions(), WatchingCodec::encode));
        }
    }

    static Watching decode(Json.Obj settings) {
        Optional<Tightening> tightening = settings.get(TIGHTENING).map(each -> decodeTightening((Json.Obj) each));
        List<Reaction> reactions = settings.get(REACTIONS).isPresent()
                ? StrictJson.decodeList(settings, REACTIONS, reaction -> decodeReaction((Json.Obj) reaction))
                : List.of();
        return new Watching(tightening, reactions);
    }

    private static Json encode(Tightening tightening) {
        return Json.object()
                .put("after", tightening.after())
                .put("within_s", tightening.within().toSeconds())
                .put("factor", tightening.factor())
                .build();
    }

    private static Tightening decodeTightening(Json.Obj object) {
        return new Tightening(
                object.integer("after").orElseThrow(),
                seconds(object, "within_s"),
                object.integer("factor").orElseThrow());
    }

    private static Json encode(Reaction reaction) {
        return Json.object()
                .put("event", reaction.event().name())
                .put("count", reaction.count())
                .put("within_s", reaction.within().toSeconds())
                .put("posture", reaction.posture().word())
                .put("lasting_s", reaction.lasting().toSeconds())
                .build();
    }

    private static Reaction decodeReaction(Json.Obj object) {
        return new Reaction(
                Reaction.Event.valueOf(text(object, "event")),
                object.integer("count").orElseThrow(),
                seconds(object, "within_s"),
                Posture.ofWord(text(object, "posture")).orElseThrow(),
                seconds(object, "lasting_s"));
    }

    private static Duration seconds(Json.Obj object, String name) {
        return Duration.ofSeconds(object.integer(name).orElseThrow());
    }
}
