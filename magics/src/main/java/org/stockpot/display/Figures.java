package org.stockpot.display;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.picture.Picture;
import org.stockpot.picture.Theme;
import org.stockpot.text.Html;
import org.stockpot.text.Json;
import org.stockpot.text.Resources;
import org.stockpot.text.Tree;
import tech.tablesaw.plotly.components.Figure;

/**
 * Shows Plotly figures.
 *
 * <p>A display has the figure itself, for front ends that draw it; a page with a picture in it and
 * a script that hands the figure to what draws it in the picture's place (see {@link PlotlyJs});
 * the picture; and a line of text. The picture stays where scripts do not run, under it how to get
 * the live chart; and it is what is printed, as it fits any paper.
 *
 * <p>The same figure gives the same bytes. The script finds its places by a digest of the figure,
 * and draws each of them once, so a figure may be shown twice and an output rendered again.
 */
public final class Figures {

  /** The type of figures that a front end draws itself. */
  public static final String PLOTLY = "application/vnd.plotly.v1+json";

  /** The type of static pictures. */
  public static final String SVG = "image/svg+xml";

  /** The type of static pictures in pixels. */
  public static final String PNG = "image/png";

  private static final String JSON = "application/json";

  private static final String SCRIPT = Resources.script(Figures.class, "figure.js");

  private static final String UNTRUSTED =
      "Static picture: in a trusted notebook, whose scripts run, this is a live chart.";

  private Figures() {}

  /**
   * Shows any figure of tablesaw-jsplot, mended for plotly.js 3.
   *
   * @param figure the figure
   * @return the figure in four types; if it cannot be read, text that says why
   */
  public static Display display(Figure figure) {
    Map<String, Object> tree;
    try {
      tree = FigureTree.of(figure);
    } catch (RuntimeException e) {
      String reason =
          "this figure cannot be read: " + Html.line(String.valueOf(e.getMessage()), 300);
      return Display.html("<p>" + Html.escape(reason) + "</p>", reason);
    }
    return display(tree);
  }

  /**
   * Returns a figure as Plotly's JSON, without what makes it fit a page.
   *
   * @param figure the figure
   * @return its {@code data} and {@code layout}, as JSON and as text
   */
  public static Display json(Figure figure) {
    Map<String, Object> tree = FigureTree.of(figure);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(JSON, tree);
    data.put(Display.TEXT, Json.write(tree));
    return new Display(data);
  }

  /**
   * Adds the static picture in pixels, for front ends and exports that do not take SVG.
   *
   * @param display a display of a figure
   * @return the display with a PNG beside its SVG; as it was where Java cannot draw one
   */
  public static Display withPng(Display display) {
    try {
      String svg = (String) display.data().get(SVG);
      byte[] png = Png.of(svg);
      Map<String, Object> data = new LinkedHashMap<>(display.data());
      data.remove(Display.TEXT);
      data.put(PNG, Base64.getEncoder().encodeToString(png));
      data.put(Display.TEXT, display.text());
      return new Display(data);
    } catch (IllegalStateException noGraphics) {
      return display;
    }
  }

  /**
   * Shows a tree of {@code data}, {@code layout} and perhaps {@code config}; it stays unchanged.
   */
  static Display display(Map<String, Object> given) {
    Map<String, Object> tree = Tree.copy(given);
    String text = FigureSummary.of(tree);
    String picture = Picture.of(tree);
    Theme.apply(tree);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(PLOTLY, tree);
    data.put(Display.HTML, html(tree, picture, text));
    data.put(SVG, picture);
    data.put(Display.TEXT, text);
    return new Display(data);
  }

  private static String html(Map<String, Object> tree, String picture, String text) {
    String json = Json.forScript(tree);
    String key = digest(json);
    String image = Base64.getEncoder().encodeToString(picture.getBytes(StandardCharsets.UTF_8));
    return "<div class=\"stockpot-figure\" data-figure=\""
        + key
        + "\"><img alt=\""
        + Html.escape(text)
        + (Picture.knows(tree) ? "" : "\" class=\"stockpot-blank")
        + "\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,"
        + image
        + "\"><small class=\"stockpot-note\">"
        + UNTRUSTED
        + "</small></div>\n<script>"
        + SCRIPT.replace("FIGURE_KEY", '"' + key + '"').replace("FIGURE_JSON", json)
        + "</script>";
  }

  private static String digest(String json) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java must have SHA-256", e);
    }
  }
}
