package org.stockpot.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "0.1, 0.1",
    "0.12345678, 0.1235",
    "0.99999, 1",
    "12345.6, 12346",
    "99999.5, 100000",
    "123456789, 123456789",
    "1234567890, 1.235e9",
    "0.0001234, 0.0001234",
    "0.00001234, 1.234e-5",
    "-2.5e-300, -2.5e-300",
    "1.7976931348623157E308, 1.798e308",
    "Infinity, ∞",
    "-Infinity, -∞",
    "NaN, NaN"
  })
  void significantDigitsCount(double value, String text) {
    assertEquals(text, Numbers.significant(value, 4));
  }

  @Test
  void wholeNumbersKeepTheirLastDigits() {
    assertEquals("123456", Numbers.significant(123456, 2));
  }

  @Test
  void percentOfAFraction() {
    assertEquals("41.3%", Numbers.percent(0.4125, 1));
    assertEquals("100%", Numbers.percent(1, 0));
    assertEquals("0.00%", Numbers.percent(-1e-9, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1 kB",
    "1968943, 1.97 MB",
    "999999, 1 MB",
    "9223372036854775807, 9.22 EB"
  })
  void bytesHaveUnits(long bytes, String text) {
    assertEquals(text, Numbers.bytes(bytes));
  }

  @Test
  void countsAreGroupedByNarrowSpaces() {
    assertEquals("9999", Numbers.count(9999));
    assertEquals("266\u202f200", Numbers.count(266_200));
    assertEquals("-1\u202f000\u202f000", Numbers.count(-1_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "840, 0.8 s",
    "9949, 9.9 s",
    "9950, 10 s",
    "59499, 59 s",
    "59500, 1:00",
    "221000, 3:41",
    "93787000, 26:03:07"
  })
  void timesReadLikeClocks(long millis, String text) {
    assertEquals(text, Numbers.duration(Duration.ofMillis(millis)));
  }

  @Test
  void aColumnHasTheSameDecimals() {
    assertEquals(List.of("0.25", "0.50", ""), Numbers.column(new double[] {.25, .5, Double.NaN}));
    assertEquals(List.of("1", "20"), Numbers.column(new double[] {1, 20}));
    assertEquals(List.of("0.98765", "0.10000"), Numbers.column(new double[] {0.987654321, 0.1}));
    assertEquals(List.of("1234.6", "∞"), Numbers.column(new double[] {1234.5678, 1 / 0.0}));
    assertEquals(List.of("0", ""), Numbers.column(new double[] {0, Double.NaN}));
    assertEquals(List.of("0.3", "0.1"), Numbers.column(new double[] {0.1 + 0.2, 0.1}));
  }

  @Test
  void aColumnShowsItsSmallestNumberToo() {
    assertEquals(List.of("12.00000", "0.00123"), Numbers.column(new double[] {12, 0.00123}));
    assertEquals(List.of("12", "1.2346e-12"), Numbers.column(new double[] {12, 1.23456e-12}));
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("1.5", Numbers.significant(1.5, 3));
      assertEquals("26:03:07", Numbers.duration(Duration.ofSeconds(93787)));
      assertEquals("10\u202f000", Numbers.count(10_000));
    } finally {
      Locale.setDefault(before);
    }
  }
}
