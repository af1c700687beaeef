package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Schedule;
import dev.tollgate.core.policy.Schedule.Window;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads when something is open. */
final class ScheduleReader {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");
    private static final int DAY = 24 * 60;
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
            .toList();

    private ScheduleReader() {}

    static Schedule read(Document document) {
        Optional<Fields> fields = document.fields(Shape.SCHEDULE);
        ZoneId zone = fields.flatMap(each -> each.required("zone", "a time zone, such as Europe/Berlin"))
                .flatMap(ScheduleReader::zone)
                .orElse(ZoneOffset.UTC);
        List<Window> windows = fields
                .flatMap(each -> each.required("windows", "a list of {days, from, to}"))
                .map(Value::list)
                .orElse(List.of())
                .stream()
                .flatMap(value -> value.fields(Shape.WINDOW).stream())
                .flatMap(each -> window(each).stream())
                .toList();
        Set<LocalDate> closed =
                fields.flatMap(each -> each.optional("except")).map(Value::distinctTexts).orElse(List.of()).stream()
                        .flatMap(value -> date(value).stream())
                        .collect(Collectors.toSet());
        return new Schedule(document.name(), zone, windows, closed);
    }

    private static Optional<ZoneId> zone(Value value) {
        return value.text().flatMap(text -> {
            Set<String> known = ZoneId.getAvailableZoneIds();
            if (!known.contains(text)) {
                value.problem("there is no time zone '" + Value.shortened(text)
                        + "' (expected an IANA name, such as Europe/Berlin or UTC)" + Suggestion.after(text, known));
                return Optional.empty();
            }
            return Optional.of(ZoneId.of(text));
        });
    }

    private static Optional<Window> window(Fields fields) {
        Set<DayOfWeek> days = fields.required("days", "a list such as [mon-fri, sun]")
                .map(ScheduleReader::days)
                .orElse(Set.of());
        Optional<Value> fromValue = fields.required("from", "a time of the day, such as \"08:00\"");
        Optional<Value> toValue = fields.required("to", "a time of the day, such as \"18:00\"");
        Optional<Integer> from = fromValue.flatMap(ScheduleReader::minute);
        Optional<Integer> to = toValue.flatMap(ScheduleReader::minute);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (from.get() == DAY) {
            fromValue.get().problem("a window begins at \"23:59\" at the latest (expected \"00:00\" for midnight)");
            return Optional.empty();
        }
        if (to.get() == 0) {
            toValue.get().problem("a window that ends at midnight ends at \"24:00\"");
            return Optional.empty();
        }
        if (from.get().equals(to.get())) {
            toValue.get().problem("this window ends when it begins (expected \"00:00\" to \"24:00\" for a whole day)");
            return Optional.empty();
        }
        return days.isEmpty() ? Optional.empty() : Optional.of(new Window(days, from.get(), to.get()));
    }

    private static Set<DayOfWeek> days(Value list) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Value item : list.distinctTexts()) {
            String text = item.text().orElseThrow();
            String[] ends = text.split("-", 2);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (first < 0 || last < 0) {
                item.problem("'" + Value.shortened(text) + "' is no day (expected " + String.join(", ", DAYS)
                        + ", or two of them such as mon-fri)" + Suggestion.after(text, new TreeSet<>(DAYS)));
                continue;
            }
            // fri-mon goes over the end of the week.
            for (int day = first; day != last; day = (day + 1) % DAYS.size()) {
                days.add(DayOfWeek.of(day + 1));
            }
            days.add(DayOfWeek.of(last + 1));
        }
        return days;
    }

    private static Optional<Integer> minute(Value value) {
        return value.text().flatMap(text -> {
            Matcher form = TIME.matcher(text);
            int minute = form.matches() ? Integer.parseInt(form.group(1)) * 60 + Integer.parseInt(form.group(2)) : -1;
            if (minute < 0 || minute > DAY) {
                value.problem("'" + Value.shortened(text)
                        + "' is no time of the day (expected \"00:00\" to \"24:00\", in quotes)");
                return Optional.empty();
            }
            return Optional.of(minute);
        });
    }

    static Optional<LocalDate> date(Value value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException none) {
                value.problem("'" + Value.shortened(text) + "' is no day (expected such as 2026-12-25)");
                return Optional.empty();
            }
        });
    }
}
