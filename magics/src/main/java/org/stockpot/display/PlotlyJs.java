package org.stockpot.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.stockpot.text.Json;
import org.stockpot.text.Resources;

/**
 * Brings plotly.js into a notebook, as an output of its own before a figure.
 *
 * <p>The output moves: each cell that shows figures gets it, and where it was before it is replaced
 * by nothing. So a notebook holds it once, whichever cells are run again, and where a cell that has
 * it is cleared or deleted, the next figure brings it anew. No kernel has to know what became of
 * outputs, which front ends do not tell.
 *
 * <p>Safe for use by several threads.
 */
public final class PlotlyJs {

  /** The version that figures are made for. */
  public static final String VERSION = "3.3.1";

  /** Where the page gets plotly.js from. */
  public enum Mode {
    /** From the notebook itself, 2.6 MB of it: works without a network and in exported pages. */
    OFFLINE,
    /** From the network: notebooks stay small. */
    CONNECTED,
    /** From nowhere: figures stay pictures, except in front ends that draw them by themselves. */
    NONE
  }

  private static final String RESOURCE = "plotly.js.gz";

  /** Both serve the file of the npm package plotly.js-dist-min, whose hash this is. */
  private static final List<String> HOSTS =
      List.of(
          "https://cdn.jsdelivr.net/npm/plotly.js-dist-min@" + VERSION + "/plotly.min.js",
          "https://unpkg.com/plotly.js-dist-min@" + VERSION + "/plotly.min.js");

  private static final String HASH =
      "sha384-SsOMajmLeeY81sOzGCn88NjTdDwa+nz3Lb1ZNouSdXAz5TBsvD+Pwgf1Iqtxns6c";

  /**
   * What to do before a figure.
   *
   * @param before the name of the output that brought plotly.js so far; empty if there is none
   * @param id a fresh name for the one that brings it now
   * @param display what to show
   */
  public record Move(Optional<String> before, String id, Display display) {

    /**
     * Returns what to show in place of the output that brought plotly.js so far.
     *
     * @return a display in which there is nothing to see
     */
    public Display nothing() {
      return Display.html("", "");
    }
  }

  private final Mode mode;
  private Optional<String> place = Optional.empty();
  private OptionalLong lastCell = OptionalLong.empty();

  /**
   * Starts a session in which nothing was shown yet.
   *
   * @param mode where the page gets plotly.js from
   */
  public PlotlyJs(Mode mode) {
    this.mode = mode;
  }

  /**
   * Returns what to do before a figure.
   *
   * @param cell the number of the running cell's execution, whose outputs last as long as one
   *     another; empty where it is not known
   * @return nothing before the second figure of one execution, or where the mode is {@link
   *     Mode#NONE}
   */
  public synchronized Optional<Move> beforeFigure(OptionalLong cell) {
    if (mode == Mode.NONE || (cell.isPresent() && cell.equals(lastCell))) {
      return Optional.empty();
    }
    Move move = new Move(place, "stockpot-plotly-" + UUID.randomUUID(), display(mode));
    lastCell = cell;
    place = Optional.of(move.id());
    return Optional.of(move);
  }

  /**
   * Returns the output that brings plotly.js into a page. A page that has it already stays as it
   * is.
   *
   * @param mode where the page gets it from
   * @return a script with nothing to see, and the one that draws figures
   */
  public static Display display(Mode mode) {
    return switch (mode) {
      case OFFLINE -> script(embedded());
      case CONNECTED -> script(connected());
      case NONE -> Display.text("plotly.js not loaded: charts are static pictures");
    };
  }

  private static Display script(String code) {
    return Display.html("<script>" + code + "</script>", "");
  }

  private static String embedded() {
    return drawing("embedded.js").replace("PLOTLY_GZIP", Packed.BASE64);
  }

  /** Returns a script that brings plotly.js, with what draws the figures then. */
  private static String drawing(String name) {
    String style = Resources.text(PlotlyJs.class, "figure.css");
    String draw = Resources.script(PlotlyJs.class, "draw.js");
    return Resources.script(PlotlyJs.class, name)
        .replace("DRAWING", draw.replace("STYLE", Json.forScript(style)));
  }

  private static String connected() {
    return drawing("connected.js")
        .replace("PLOTLY_HOSTS", Json.forScript(HOSTS))
        .replace("PLOTLY_HASH", Json.forScript(HASH));
  }

  /** Holds plotly.js as the build has packed it, from the first time that it is asked for. */
  private static final class Packed {

    private static final String BASE64 = read();

    private static String read() {
      try (InputStream in = PlotlyJs.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the class path must have " + RESOURCE);
        }
        return Base64.getEncoder().encodeToString(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
