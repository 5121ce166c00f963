package org.stockpot.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;

/**
 * Long work at one moment.
 *
 * @param title what the work is
 * @param phase what happens now, or nothing
 * @param amount how much is done
 * @param time how long it takes
 * @param watched the latest values worth watching, by name
 * @param state whether the work goes on
 * @param message what came out, or nothing
 */
public record ProgressBar(
    String title,
    String phase,
    Amount amount,
    Time time,
    Map<String, Double> watched,
    State state,
    String message) {

  /**
   * How much is done.
   *
   * @param done how many units are finished
   * @param total how many units there are to do; 0 if that is not known
   * @param share how much of the work that is, from 0 to 1: units differ
   */
  public record Amount(long done, long total, double share) {

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if a count is negative or the share is not one
     */
    public Amount {
      if (done < 0 || total < 0) {
        throw new IllegalArgumentException(
            "counts of work must not be negative, got " + done + " of " + total);
      }
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share must lie in [0, 1], got " + share);
      }
    }
  }

  /**
   * How long it takes.
   *
   * @param elapsed the time since the start
   * @param left the time until the end, if that is known yet
   * @param rate units in a second lately, if that is known yet
   */
  public record Time(Duration elapsed, Optional<Duration> left, OptionalDouble rate) {}

  /** Whether work goes on, or how it ended. */
  public enum State {
    /** It goes on. */
    RUNNING(""),
    /** All is done. */
    DONE("✓ "),
    /** The user stopped it. */
    INTERRUPTED("■ "),
    /** It cannot go on. */
    FAILED("✗ ");

    private final String sign;

    State(String sign) {
      this.sign = sign;
    }
  }

  private static final String BETWEEN = " · ";
  private static final Duration MOST = Duration.ofDays(100);

  /** Copies the values. */
  public ProgressBar {
    watched = Collections.unmodifiableMap(new LinkedHashMap<>(watched));
  }

  /**
   * Shows the bar: one line, and a graphic where there is HTML.
   *
   * @return HTML and text
   */
  public Display display() {
    String text = text();
    String html =
        "<div class=\"stockpot-progress\"><progress"
            + place()
            + " style=\"width:12em;vertical-align:middle\"></progress> "
            + Html.escape(text)
            + "</div>";
    return Display.html(html, text);
  }

  /** Work whose amount is not known has no place while it runs. */
  private String place() {
    if (amount.total() == 0 && state == State.RUNNING) {
      return "";
    }
    double value = state == State.DONE ? 1 : amount.share();
    return " value=\"" + Numbers.fixed(value, 4) + "\" max=\"1\"";
  }

  /**
   * Says all that is known in one line.
   *
   * @return such as {@code imp: 41% · round 3 of 12 · 4510 of 11 000 · 1:32, 2:12 left · 48.9/s ·
   *     loss 0.1234}, or at the end {@code ✓ imp: done in 3:41 · 12 rounds}; what was watched
   *     belongs to whatever ran last, and is not shown there
   */
  public String text() {
    List<String> parts = state == State.RUNNING ? running() : ended();
    parts.removeIf(String::isEmpty);
    return Html.line(state.sign + title + ": " + String.join(BETWEEN, parts), 1000);
  }

  private List<String> running() {
    List<String> parts = new ArrayList<>();
    parts.add(share());
    parts.add(phase);
    long total = amount.total();
    parts.add(
        Numbers.count(amount.done()) + (total == 0 ? " done" : " of " + Numbers.count(total)));
    String left = total == 0 ? "" : ", " + left() + " left";
    parts.add(Numbers.duration(time.elapsed()) + left);
    time.rate().ifPresent(perSecond -> parts.add(rate(perSecond)));
    parts.add(message);
    watched.forEach((name, value) -> parts.add(name + " " + Numbers.significant(value, 4)));
    return parts;
  }

  private List<String> ended() {
    List<String> parts = new ArrayList<>();
    String took = Numbers.duration(time.elapsed());
    switch (state) {
      case INTERRUPTED -> parts.add("interrupted after " + took + where());
      case FAILED -> parts.add("failed after " + took + where());
      default -> parts.add("done in " + took);
    }
    parts.add(state == State.DONE ? "" : phase);
    parts.add(message);
    return parts;
  }

  private String where() {
    return amount.total() == 0 ? "" : " at " + share();
  }

  private String share() {
    return amount.total() == 0 ? "" : Numbers.percent(Math.floor(100.0 * amount.share()) / 100, 0);
  }

  private String left() {
    return time.left().filter(left -> left.compareTo(MOST) < 0).map(Numbers::duration).orElse("?");
  }

  /** Slow work is better told by the time of one unit. */
  private static String rate(double perSecond) {
    return perSecond >= 1 || !(perSecond > 0)
        ? Numbers.significant(perSecond, 3) + "/s"
        : Numbers.significant(1 / perSecond, 3) + " s each";
  }
}
