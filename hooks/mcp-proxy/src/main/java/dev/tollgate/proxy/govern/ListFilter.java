package dev.tollgate.proxy.govern;

import dev.tollgate.hook.Call;
import dev.tollgate.hook.NoAnswerException;
import dev.tollgate.hook.Visibility;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts.Kind;
import dev.tollgate.hook.json.JsonParts.Part;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.Splice;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Takes out of a list what the agent may not use anyway, and leaves the rest as its server wrote it. */
final class ListFilter {
    private static final int AT_ONCE = 8;
    private static final int MOST_ASKED = 500;

    /** No server has it. When a catalogue lets it be called all the same, it lets any tool be called. */
    private static final String ANY_TOOL = "tollgate-any-other-tool";

    private static final Map<String, String> LISTS = Map.of(
            "tools/list", "tools",
            "resources/list", "resources",
            "resources/templates/list", "resourceTemplates",
            "prompts/list", "prompts");

    private static final Map<String, String> ID_OF =
            Map.of("resources/list", "uri", "resources/templates/list", "uriTemplate", "prompts/list", "name");

    /** Stands for the id in a question about many. */
    private static final String ANY = "*";

    private final Governance governance;
    private final SeenTools seenTools;
    private final Log log;

    ListFilter(Governance governance, SeenTools seenTools, Log log) {
        this.governance = governance;
        this.seenTools = seenTools;
        this.log = log;
    }

    /** What became of a list. */
    sealed interface Filtered {
        /** @param message the whole answer */
        record List(byte[] message) implements Filtered {}

        record Unknown(String why) implements Filtered {}
    }

    private record Entry(Part part, Json.Obj json) {}

    /** What is asked about each entry of a list. */
    private interface Question {
        boolean isVisible(Entry entry) throws NoAnswerException;
    }

    Filtered filter(Message.Request request, Message.Response response) {
        String method = request.method();
        try {
            Part list = response.value().members().get(LISTS.get(method));
            if (list == null || list.kind() != Kind.ARRAY) {
                return new Filtered.Unknown("the server's answer is no list");
            }
            var entries = new ArrayList<Entry>();
            for (Part item : list.items()) {
                if (item.read() instanceof Json.Obj entry) {
                    entries.add(new Entry(item, entry));
                }
            }
            if (method.equals("tools/list")) {
                entries.forEach(tool -> seenTools.note(tool.json()));
                noteWhole(request, response);
            }
            Optional<List<Entry>> visible =
                    method.equals("tools/list") ? visibleTools(entries) : visible(method, entries);
            return visible.<Filtered>map(shown -> new Filtered.List(message(response, list, shown)))
                    .orElseGet(() -> new Filtered.Unknown("Tollgate does not say what this agent may see"));
        } catch (JsonException notJson) {
            return new Filtered.Unknown("the server's answer cannot be read: " + notJson.getMessage());
        }
    }

    /** When one page has all, the proxy need not ask for itself. */
    private void noteWhole(Message.Request request, Message.Response response) throws JsonException {
        boolean isFirst =
                request.params().isEmpty() || !request.params().get().members().containsKey("cursor");
        if (isFirst && !response.value().members().containsKey("nextCursor")) {
            seenTools.isWhole();
        }
    }

    /** Empty when nobody knows. */
    private Optional<List<Entry>> visibleTools(List<Entry> tools) {
        return switch (governance.tollgate().visibleTools(governance.agent(), governance.server())) {
            case Visibility.Unknown(String why) -> {
                log.warn("tools are not shown: " + why);
                yield Optional.empty();
            }
            case Visibility.Of named -> {
                try {
                    yield Optional.of(approved(tools, named.ids()));
                } catch (NoAnswerException away) {
                    log.warn("tools are not shown: " + away.getMessage());
                    yield Optional.empty();
                }
            }
        };
    }

    private List<Entry> approved(List<Entry> tools, Set<String> named) throws NoAnswerException {
        boolean isOpen = tools.stream().anyMatch(tool -> !named.contains(name(tool)))
                && mayBeAllowed(ANY_TOOL, Optional.empty());
        return askedAbout(
                tools.stream()
                        .filter(tool -> isOpen || named.contains(name(tool)))
                        .toList(),
                this::isApproved);
    }

    private static String name(Entry entry) {
        return entry.json().text("name").orElse("");
    }

    /** A definition that is not the approved one is not shown either: its text may be what was changed. */
    private boolean isApproved(Entry tool) throws NoAnswerException {
        String name = name(tool);
        Optional<SeenTools.Seen> seen = seenTools.seen(name);
        if (seen.isEmpty()) {
            return false;
        }
        Optional<String> digest = seen.get().digest();
        if (seenTools.wasFound(name, digest)) {
            return true;
        }
        boolean isApproved = mayBeAllowed(name, digest);
        if (isApproved) {
            seenTools.isFound(name, digest);
        } else {
            log.detail("a tool is not shown, since its definition is not approved");
        }
        return isApproved;
    }

    private boolean mayBeAllowed(String tool, Optional<String> digest) throws NoAnswerException {
        Call call;
        try {
            call = Call.tool(governance.agent(), governance.server(), tool).withDefinitionDigest(digest);
        } catch (IllegalArgumentException noName) {
            return false;
        }
        return governance.tollgate().mayBeAllowed(call);
    }

    /** One question for the whole list. Empty when nobody knows. */
    private Optional<List<Entry>> visible(String method, List<Entry> entries) {
        List<Entry> asked = first(entries);
        if (asked.isEmpty()) {
            return Optional.of(asked);
        }
        String member = ID_OF.get(method);
        Call like = method.equals("prompts/list")
                ? Call.prompt(governance.agent(), governance.server(), ANY)
                : Call.resource(governance.agent(), governance.server(), ANY);
        List<String> ids = asked.stream().map(entry -> id(entry, member)).toList();
        return switch (governance.tollgate().visibleAmong(like, ids)) {
            case Visibility.Unknown(String why) -> {
                log.warn("a list is not shown: " + why);
                yield Optional.empty();
            }
            case Visibility.Of found ->
                Optional.of(asked.stream()
                        .filter(entry -> found.ids().contains(id(entry, member)))
                        .toList());
        };
    }

    private static String id(Entry entry, String member) {
        return entry.json().text(member).orElse("");
    }

    private List<Entry> first(List<Entry> entries) {
        if (entries.size() > MOST_ASKED) {
            log.warn("of a list of " + entries.size() + " only the first " + MOST_ASKED + " are looked at and shown");
        }
        return entries.subList(0, Math.min(entries.size(), MOST_ASKED));
    }

    /** Each is a question of its own, so that not too many are asked, and not all at once. */
    private List<Entry> askedAbout(List<Entry> entries, Question question) throws NoAnswerException {
        var permits = new Semaphore(AT_ONCE);
        var shown = new ArrayList<Entry>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Entry> asked = first(entries);
            List<Future<Boolean>> answers = asked.stream()
                    .map(entry -> threads.submit(() -> {
                        permits.acquire();
                        try {
                            return question.isVisible(entry);
                        } finally {
                            permits.release();
                        }
                    }))
                    .toList();
            for (int i = 0; i < asked.size(); i++) {
                if (answers.get(i).get()) {
                    shown.add(asked.get(i));
                }
            }
            return shown;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("the question was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NoAnswerException away) {
                throw away;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static byte[] message(Message.Response response, Part list, List<Entry> shown) {
        var items = new ByteArrayOutputStream(list.length());
        items.write('[');
        for (Entry entry : shown) {
            if (items.size() > 1) {
                items.write(',');
            }
            items.write(entry.part().text(), entry.part().from(), entry.part().length());
        }
        items.write(']');
        return privately(Splice.replaced(response.text(), list, items.toByteArray()));
    }

    /** What one agent sees, no cache may show to another (2026-07-28). */
    private static byte[] privately(byte[] message) {
        try {
            if (!(Message.read(message) instanceof Message.Response response)) {
                return message;
            }
            Part scope = response.value().members().get("cacheScope");
            return scope == null
                    ? message
                    : Splice.replaced(message, scope, new byte[] {'"', 'p', 'r', 'i', 'v', 'a', 't', 'e', '"'});
        } catch (JsonException impossible) {
            throw new IllegalStateException("this message was made of one that was read", impossible);
        }
    }
}
