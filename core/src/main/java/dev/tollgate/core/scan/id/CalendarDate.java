package dev.tollgate.core.scan.id;

import java.time.Month;
import java.time.Year;

/** Dates inside of numbers. */
final class CalendarDate {
    private CalendarDate() {}

    static boolean exists(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= Month.of(month).length(Year.isLeap(year));
    }

    /** Of a year that is known by its last two digits: in the 20th or the 21st century. */
    static boolean existsInSomeCentury(int yearOfCentury, int month, int day) {
        return exists(2000 + yearOfCentury, month, day);
    }
}
