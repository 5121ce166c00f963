package org.stockpot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TicksTest {

  private static String labels(List<Ticks.Tick> ticks) {
    return ticks.stream().map(Ticks.Tick::label).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 5, 0.0 0.2 0.4 0.6 0.8 1.0",
    "0, 1, 10, 0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0",
    "-1, 1, 4, -1.0 -0.5 0.0 0.5 1.0",
    "0.97, 0.99, 4, 0.970 0.975 0.980 0.985 0.990",
    "0, 100, 4, 0 50 100",
    "0, 37000, 4, 0 10k 20k 30k",
    "10000, 10010, 5, 10.000k 10.002k 10.004k 10.006k 10.008k 10.010k",
    "0, 2500000, 5, 0 0.5M 1.0M 1.5M 2.0M 2.5M",
    "0, 0.00004, 4, 0 1e-5 2e-5 3e-5 4e-5"
  })
  void linearTicksAreNice(double low, double high, int most, String labels) {
    assertEquals(labels, labels(Ticks.linear(low, high, most)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 8, 1 10 100 2 5 20 50",
    "-3, 3, 8, 0.001 0.01 0.1 1 10 100 1000",
    "-9, 0, 4, 10⁻⁹ 10⁻⁶ 0.001 1",
    "0.30, 0.69, 4, 2 3 4",
    "-1.8, -1.5, 4, 0.020 0.025 0.030",
    "1.9, 2.05, 4, 80 90 100 110"
  })
  void ticksOfLogarithmsAreNiceWithinADecadeToo(double low, double high, int most, String labels) {
    assertEquals(labels, labels(Ticks.log(low, high, most)));
  }

  @Test
  void everyRangeHasTicksWithinIt() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      double low = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      double high = low + Math.abs(low) * random.nextDouble() + 1e-12;
      List<Ticks.Tick> ticks = Ticks.linear(low, high, 6);
      assertTrue(ticks.size() >= 2 && ticks.size() <= 7, low + " to " + high + ": " + ticks);
      double slack = (high - low) * 1e-4;
      assertTrue(ticks.stream().allMatch(t -> t.at() > low - slack && t.at() < high + slack));
    }
  }

  @Test
  void labelsOfOneAxisDiffer() {
    Random random = new Random(6);
    for (int i = 0; i < 2000; i++) {
      double low = random.nextDouble() * Math.pow(10, random.nextInt(12) - 6);
      List<Ticks.Tick> ticks = Ticks.linear(low, low * (1.05 + random.nextDouble()), 6);
      assertEquals(
          ticks.size(), ticks.stream().map(Ticks.Tick::label).distinct().count(), ticks::toString);
    }
  }

  @Test
  void categoriesThatAreTooManyAreSkipped() {
    List<String> names = List.of("a", "b", "c", "d", "e");
    assertEquals("a b c d e", labels(Ticks.categories(names, -0.5, 4.5, 5)));
    assertEquals("a c e", labels(Ticks.categories(names, -0.5, 4.5, 3)));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00, 2024-01-01T00:00:20, 00:00:00 00:00:05 00:00:10 00:00:15 00:00:20",
    "2024-01-01T00:00, 2024-01-01T02:00, 00:00 00:30 01:00 01:30 02:00",
    "2024-01-01T00:00, 2024-01-05T00:00, 2024-01-01 2024-01-02 2024-01-03 2024-01-04 2024-01-05",
    "2024-01-01T00:00, 2024-04-15T00:00, 2024-01 2024-02 2024-03 2024-04",
    "2019-06-01T00:00, 2024-04-15T00:00, 2020 2021 2022 2023 2024",
    "1900-01-01T00:00, 2024-04-15T00:00, 1900 1950 2000"
  })
  void daysAreReadable(LocalDateTime from, LocalDateTime to, String labels) {
    double low = from.toInstant(ZoneOffset.UTC).toEpochMilli();
    double high = to.toInstant(ZoneOffset.UTC).toEpochMilli();
    assertEquals(labels, labels(DateTicks.between(low, high, 5)));
  }

  @ParameterizedTest
  @CsvSource({"'.1%', 41.3%", "',.0%', 41%", "'.3f', 0.413", "'.2g', 0.41", "'%b %d', 0.4125"})
  void formatsOfD3AreKnownWhereChartsNeedThem(String format, String label) {
    assertEquals(label, TickFormat.of(format, Double::toString).apply(0.4125));
  }
}
