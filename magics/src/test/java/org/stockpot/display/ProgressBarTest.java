package org.stockpot.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {

  private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

  private static ProgressBar.Amount amount(long done, long total) {
    double share = total == 0 ? 0 : done / (double) total;
    return new ProgressBar.Amount(done, total, share);
  }

  private static ProgressBar.Time after(Duration elapsed) {
    return new ProgressBar.Time(elapsed, Optional.empty(), UNKNOWN);
  }

  private static ProgressBar bar(
      long done, long total, OptionalDouble rate, ProgressBar.State state) {
    Map<String, Double> watched = new LinkedHashMap<>();
    watched.put("loss", 0.123456);
    watched.put("accuracy", 0.98);
    Optional<Duration> left =
        rate.isPresent() ? Optional.of(Duration.ofSeconds(132)) : Optional.empty();
    ProgressBar.Time time = new ProgressBar.Time(Duration.ofSeconds(92), left, rate);
    return new ProgressBar("imp", "round 3 of 12", amount(done, total), time, watched, state, "");
  }

  @Test
  void aRunningBarSaysAllThatIsKnown() {
    assertEquals(
        "imp: 41% · round 3 of 12 · 4510 of 11\u202f000 · 1:32, 2:12 left · 49/s · loss 0.1235 ·"
            + " accuracy 0.98",
        bar(4510, 11_000, OptionalDouble.of(49), ProgressBar.State.RUNNING).text());
  }

  @Test
  void theTimeLeftIsOpenWithoutARate() {
    String text = bar(0, 10, UNKNOWN, ProgressBar.State.RUNNING).text();
    assertEquals("imp: 0% · round 3 of 12 · 0 of 10 · 1:32, ? left", text.split(" · loss", 2)[0]);
  }

  @Test
  void slowWorkTellsTheTimeOfAUnit() {
    String text = bar(1, 3, OptionalDouble.of(0.08), ProgressBar.State.RUNNING).text();
    assertEquals("12.5 s each", text.split(" · ", -1)[4]);
  }

  @Test
  void workOfUnknownAmountHasNoPlace() {
    Display display = bar(7, 0, UNKNOWN, ProgressBar.State.RUNNING).display();
    assertEquals("imp: round 3 of 12 · 7 done · 1:32", display.text().split(" · loss", 2)[0]);
    assertEquals(
        "<div class=\"stockpot-progress\"><progress style=",
        display.data().get(Display.HTML).toString().substring(0, 47));
  }

  @Test
  void theLastFrameIsARecord() {
    Map<String, Double> loss = Map.of("loss", 0.1);
    Duration elapsed = Duration.ofSeconds(221);
    assertEquals(
        "✓ imp: done in 3:41 · 12 rounds",
        new ProgressBar(
                "imp",
                "round 12",
                amount(9, 9),
                after(elapsed),
                loss,
                ProgressBar.State.DONE,
                "12 rounds")
            .text());
    assertEquals(
        "■ imp: interrupted after 3:41 at 33% · round 4 · 3 rounds kept",
        new ProgressBar(
                "imp",
                "round 4",
                amount(3, 9),
                after(elapsed),
                loss,
                ProgressBar.State.INTERRUPTED,
                "3 rounds kept")
            .text());
    assertEquals(
        "✗ imp: failed after 3:41 at 33% · round 4 · loss became NaN",
        new ProgressBar(
                "imp",
                "round 4",
                amount(3, 9),
                after(elapsed),
                loss,
                ProgressBar.State.FAILED,
                "loss became NaN")
            .text());
  }

  @Test
  void htmlHasABarAndTheSameText() {
    assertEquals(
        "<div class=\"stockpot-progress\"><progress value=\"0.2500\" max=\"1\""
            + " style=\"width:12em;vertical-align:middle\"></progress> "
            + "&lt;b&gt;: 25% · 1 of 4 · 0.0 s, ? left</div>",
        new ProgressBar(
                "<b>",
                "",
                amount(1, 4),
                after(Duration.ZERO),
                Map.of(),
                ProgressBar.State.RUNNING,
                "")
            .display()
            .data()
            .get(Display.HTML));
  }

  @Test
  void aHundredPerCentMeansAll() {
    assertEquals("99%", bar(999, 1000, UNKNOWN, ProgressBar.State.RUNNING).text().substring(5, 8));
  }

  @Test
  void countsAreNotNegative() {
    assertThrows(
        IllegalArgumentException.class, () -> bar(-1, 3, UNKNOWN, ProgressBar.State.RUNNING));
  }
}
