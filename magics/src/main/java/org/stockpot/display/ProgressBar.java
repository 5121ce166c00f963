package org.stockpot.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.stockpot.text.Html;
import org.stockpot.text.Numbers;

/**
 * Long work at one moment.
 *
 * @param title what the work is
 * @param phase what happens now, or nothing
 * @param done how many units are finished
 * @param total how many units there are to do; 0 if that is not known
 * @param elapsed the time since the start
 * @param rate units in a second lately, if that is known yet
 * @param watched the latest values worth watching, by name
 * @param state whether the work goes on
 * @param message what came out, or nothing
 */
public record ProgressBar(
    String title,
    String phase,
    long done,
    long total,
    Duration elapsed,
    OptionalDouble rate,
    Map<String, Double> watched,
    State state,
    String message) {

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

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public ProgressBar {
    watched = Collections.unmodifiableMap(new LinkedHashMap<>(watched));
    if (done < 0 || total < 0) {
      throw new IllegalArgumentException(
          "counts of work must not be negative, got " + done + " of " + total);
    }
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
    if (total == 0 && state == State.RUNNING) {
      return "";
    }
    long all = Math.max(1, total);
    long value = state == State.DONE ? all : Math.min(done, total);
    return " value=\"" + value + "\" max=\"" + all + "\"";
  }

  /**
   * Says all that is known in one line.
   *
   * @return such as {@code imp: 41% · round 3 of 12 · 4510 of 11 000 · 1:32, 2:12 left · 48.9/s ·
   *     loss 0.1234}, or at the end {@code ✓ imp: done in 3:41 · 12 rounds · loss 0.1234}
   */
  public String text() {
    List<String> parts = state == State.RUNNING ? running() : ended();
    parts.removeIf(String::isEmpty);
    watched.forEach((name, value) -> parts.add(name + " " + Numbers.significant(value, 4)));
    return Html.line(state.sign + title + ": " + String.join(BETWEEN, parts), 1000);
  }

  private List<String> running() {
    List<String> parts = new ArrayList<>();
    parts.add(share());
    parts.add(phase);
    parts.add(Numbers.count(done) + (total == 0 ? " done" : " of " + Numbers.count(total)));
    String left = total == 0 ? "" : ", " + left() + " left";
    parts.add(Numbers.duration(elapsed) + left);
    rate.ifPresent(perSecond -> parts.add(rate(perSecond)));
    parts.add(message);
    return parts;
  }

  private List<String> ended() {
    List<String> parts = new ArrayList<>();
    String time = Numbers.duration(elapsed);
    switch (state) {
      case INTERRUPTED -> parts.add("interrupted after " + time + where());
      case FAILED -> parts.add("failed after " + time + where());
      default -> parts.add("done in " + time);
    }
    parts.add(state == State.DONE ? "" : phase);
    parts.add(message);
    return parts;
  }

  private String where() {
    return total == 0 ? "" : " at " + share();
  }

  private String share() {
    return total == 0 ? "" : Numbers.percent(Math.floor(100.0 * done / total) / 100, 0);
  }

  private String left() {
    if (rate.isEmpty() || !(rate.getAsDouble() > 0)) {
      return "?";
    }
    double seconds = (total - done) / rate.getAsDouble();
    return seconds > 1e7 ? "?" : Numbers.duration(Duration.ofMillis((long) (1000 * seconds)));
  }

  /** Slow work is better told by the time of one unit. */
  private static String rate(double perSecond) {
    return perSecond >= 1 || !(perSecond > 0)
        ? Numbers.significant(perSecond, 3) + "/s"
        : Numbers.significant(1 / perSecond, 3) + " s each";
  }
}
