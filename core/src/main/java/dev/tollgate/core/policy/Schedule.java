package dev.tollgate.core.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * When something is open, by the clock on the wall of a time zone: an hour that daylight saving skips is never, one that
 * it repeats is twice.
 *
 * @param closed whole days, such as holidays; a window that begins on one of them stays shut, also after midnight
 */
public record Schedule(String name, ZoneId zone, List<Window> windows, Set<LocalDate> closed) {
    private static final int DAY = 24 * 60;

    public Schedule {
        windows = List.copyOf(windows);
        closed = Set.copyOf(closed);
    }

    /**
     * From one minute of the day to before another; past midnight when {@code to} is not after {@code from}.
     *
     * @param days on which it begins
     * @param from 0 to 1,439
     * @param to 1 to 1,440
     */
    public record Window(Set<DayOfWeek> days, int from, int to) {
        public Window {
            days = Set.copyOf(days);
            if (days.isEmpty() || from < 0 || from >= DAY || to < 1 || to > DAY) {
                throw new IllegalArgumentException("a window has days, and minutes within a day");
            }
        }

        private boolean endsNextDay() {
            return to <= from;
        }
    }

    public boolean isOpen(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        int minute = local.getHour() * 60 + local.getMinute();
        for (Window window : windows) {
            boolean fromToday = minute >= window.from() && (window.endsNextDay() || minute < window.to());
            boolean fromYesterday = window.endsNextDay() && minute < window.to();
            if (fromToday && begins(window, local.toLocalDate())
                    || fromYesterday && begins(window, local.toLocalDate().minusDays(1))) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(Window window, LocalDate day) {
        return window.days().contains(day.getDayOfWeek()) && !closed.contains(day);
    }
}
