package org.stockpot.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.stockpot.text.Json;
import org.stockpot.text.Resources;

/**
 * Brings plotly.js into a notebook, once a session, as an output of its own.
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

  private final Mode mode;
  private boolean given;

  /**
   * Starts a session in which nothing was shown yet.
   *
   * @param mode where the page gets plotly.js from
   */
  public PlotlyJs(Mode mode) {
    this.mode = mode;
  }

  /**
   * Returns what to show before the first figure of the session.
   *
   * @return {@link #display} at the first call; nothing later, or where the mode is {@link
   *     Mode#NONE}
   */
  public synchronized Optional<Display> beforeFigure() {
    if (given || mode == Mode.NONE) {
      return Optional.empty();
    }
    given = true;
    return Optional.of(display(mode));
  }

  /**
   * Returns the output that brings plotly.js into a page. A page that has it already stays as it
   * is.
   *
   * @param mode where the page gets it from
   * @return a script that shows nothing
   */
  public static Display display(Mode mode) {
    return switch (mode) {
      case OFFLINE -> script(embedded(), "plotly.js " + VERSION + " loaded");
      case CONNECTED -> script(connected(), "plotly.js " + VERSION + " loaded from the network");
      case NONE -> Display.text("plotly.js not loaded: charts are static pictures");
    };
  }

  private static Display script(String code, String text) {
    return Display.html("<script>" + code + "</script>", text);
  }

  private static String embedded() {
    return Resources.script(PlotlyJs.class, "embedded.js").replace("PLOTLY_GZIP", Packed.BASE64);
  }

  private static String connected() {
    return Resources.script(PlotlyJs.class, "connected.js")
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
