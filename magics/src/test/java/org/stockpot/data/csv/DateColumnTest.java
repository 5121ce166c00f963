package org.stockpot.data.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.csv.ColumnRules.Dates;

final class DateColumnTest {

  private static final double DAY = day(2024, 1, 31);

  private static double day(int year, int month, int day) {
    return LocalDate.of(year, month, day).toEpochDay();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31",
        "2024/1/31",
        "2024.01.31",
        "31.01.2024",
        "1/31/2024",
        "31-Jan-2024",
        "31 January 2024",
        "Jan 31, 2024",
        "2024-01-31T00:00:00Z",
        "2024-01-31 01:00:00+01:00"
      })
  void datesAreDaysSince1970(String text) {
    NumberColumn days = DateColumn.of("day", List.of(text)).days(Dates.DAYS);
    assertEquals(DAY, days.value(0) + days.rest(0), 1e-9);
  }

  @Test
  void timesAreFractionsOfDays() {
    NumberColumn days = DateColumn.of("t", List.of("12:00", "06:00:00")).days(Dates.DAYS);
    assertEquals(0.5, days.value(0) + days.rest(0));
    assertEquals(0.25, days.value(1) + days.rest(1));
    NumberColumn both = DateColumn.of("t", List.of("1/31/2024 6:00 PM")).days(Dates.DAYS);
    assertEquals(DAY + 0.75, both.value(0) + both.rest(0));
    NumberColumn far =
        DateColumn.of("t", List.of("2024-01-31 06:20", "2024-03-01")).days(Dates.DAYS);
    assertEquals("" + (DAY + 380 / 1440.0), far.text(0));
    NumberColumn near =
        DateColumn.of("t", List.of("2024-01-31 00:00:00.000000001", "2024-01-31 00:00:00"))
            .days(Dates.DAYS);
    assertEquals(1e-9 / 86400, near.minus(0, near.value(1), near.rest(1)), 1e-25);
  }

  @Test
  void dayAndMonthAreNeverGuessed() {
    DateColumn column = DateColumn.of("day", List.of("3/4/2024", "5/6/2024"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> column.days(Dates.DAYS));
    assertTrue(e.getMessage().endsWith("--dates day-first or --dates month-first"));
    assertEquals(day(2024, 4, 3), column.days(Dates.DAY_FIRST).value(0));
    assertEquals(day(2024, 3, 4), column.days(Dates.MONTH_FIRST).value(0));
    DateColumn told = DateColumn.of("day", List.of("3/4/2024", "13/4/2024"));
    assertEquals(day(2024, 4, 3), told.days(Dates.DAYS).value(0));
  }

  @Test
  void yearsOfTwoDigitsAreRefused() {
    DateColumn column = DateColumn.of("day", List.of("31.01.24"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> column.days(Dates.DAYS));
    assertEquals(
        "column day must have years of four digits, got 31.01.24; say --drop day", e.getMessage());
  }

  @Test
  void whatIsNoDateIsNone() {
    for (String text : List.of("20240131", "2024-13-01", "30.02.2024", "25:00", "x", "1.2.3.4")) {
      assertEquals(Optional.empty(), DateColumn.of("a", new String[] {text}), text);
    }
    assertEquals(Optional.empty(), DateColumn.of("a", new String[] {"2024-01-31", "12:30"}));
    assertEquals(Optional.empty(), DateColumn.of("a", new String[] {"", ""}));
  }
}
