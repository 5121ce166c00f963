package org.stockpot.picture;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ticks of an axis of dates, in milliseconds of UTC. */
final class DateTicks {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final double MONTH = 30.44 * DAY;

  private static final long[] STEPS = {
    SECOND,
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY
  };
  private static final int[] MONTHS = {1, 3, 6};

  private DateTicks() {}

  /** Returns at most about so many ticks between two ends. */
  static List<Ticks.Tick> between(double low, double high, int most) {
    double rough = (high - low) / Math.max(1, most);
    for (long step : STEPS) {
      if (step >= rough) {
        DateTimeFormatter format = format(step, high - low);
        return Ticks.every((double) step, 0, low, high, at -> time(at).format(format));
      }
    }
    for (int months : MONTHS) {
      if (months * MONTH >= rough) {
        return months(low, high, months);
      }
    }
    double years = Ticks.step((high - low) / (12 * MONTH), most);
    return months(low, high, 12 * (int) Math.max(1, years));
  }

  private static DateTimeFormatter format(long step, double span) {
    String day = step >= DAY ? "uuuu-MM-dd" : span > DAY ? "MM-dd HH:mm" : "HH:mm";
    return DateTimeFormatter.ofPattern(step < MINUTE ? "HH:mm:ss" : day, Locale.ROOT);
  }

  private static List<Ticks.Tick> months(double low, double high, int step) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(step < 12 ? "uuuu-MM" : "uuuu", Locale.ROOT);
    LocalDateTime start = time(low).toLocalDate().withDayOfYear(1).atStartOfDay();
    start = start.minusYears(Math.floorMod(start.getYear(), Math.max(1, step / 12)));
    List<Ticks.Tick> ticks = new ArrayList<>();
    for (int i = 0; ticks.size() < 200; i++) {
      LocalDateTime time = start.plusMonths((long) i * step);
      double at = time.toInstant(ZoneOffset.UTC).toEpochMilli();
      if (at > high) {
        break;
      }
      if (at >= low) {
        ticks.add(new Ticks.Tick(at, time.format(format)));
      }
    }
    return ticks;
  }

  private static LocalDateTime time(double millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli((long) millis), ZoneOffset.UTC);
  }
}
