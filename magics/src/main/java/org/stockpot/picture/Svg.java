package org.stockpot.picture;

import org.stockpot.text.Html;

/** Writes elements of a picture. Attributes are given as text that starts with a blank. */
final class Svg {

  private final StringBuilder out = new StringBuilder(1 << 14);

  /** Starts the picture. */
  static Svg picture(double width, double height, String label) {
    Svg svg = new Svg();
    svg.out
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(number(width))
        .append("\" height=\"")
        .append(number(height))
        .append("\" viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append(
            "\" font-family=\"Open Sans,Helvetica,Arial,sans-serif\" font-size=\"12\" role=\"img\"")
        .append(attribute("aria-label", label))
        .append(">\n");
    return svg;
  }

  /** Starts a part of which only what lies in the box is seen. Nests without names to clash. */
  void clip(double x, double y, double width, double height) {
    String box = number(x) + " " + number(y) + " " + number(width) + " " + number(height);
    out.append("<svg").append(box(x, y, width, height));
    out.append(attribute("viewBox", box)).append(" overflow=\"hidden\">\n");
  }

  /** Ends the picture or the clipped part. */
  String end() {
    return out.append("</svg>\n").toString();
  }

  void rect(double x, double y, double width, double height, String attributes) {
    out.append("<rect").append(box(x, y, width, height)).append(attributes).append("/>\n");
  }

  void line(double x1, double y1, double x2, double y2, String attributes) {
    path(new Path().move(x1, y1).line(x2, y2), attributes);
  }

  void circle(double x, double y, double radius, String attributes) {
    out.append("<circle")
        .append(attribute("cx", number(x)))
        .append(attribute("cy", number(y)))
        .append(attribute("r", number(radius)))
        .append(attributes)
        .append("/>\n");
  }

  /** Draws a path; an empty one draws nothing. */
  void path(Path path, String attributes) {
    if (!path.isEmpty()) {
      out.append("<path").append(attribute("d", path.toString())).append(attributes).append("/>\n");
    }
  }

  /** Writes one line of text whose middle line is at {@code y}. */
  void text(double x, double y, String text, String attributes) {
    out.append("<text")
        .append(attribute("x", number(x)))
        .append(attribute("y", number(y)))
        .append(" dy=\".35em\"")
        .append(attributes)
        .append('>')
        .append(Html.escape(text))
        .append("</text>\n");
  }

  /** Writes text turned counter-clockwise about its anchor. */
  void turnedText(double x, double y, double degrees, String text, String attributes) {
    String turn = "rotate(" + number(-degrees) + " " + number(x) + " " + number(y) + ")";
    text(x, y, text, attributes + attribute("transform", turn));
  }

  private static String box(double x, double y, double width, double height) {
    return attribute("x", number(x))
        + attribute("y", number(y))
        + attribute("width", number(Math.max(0, width)))
        + attribute("height", number(Math.max(0, height)));
  }

  /** Returns an attribute with its value escaped, after a blank. */
  static String attribute(String name, String value) {
    return " " + name + "=\"" + Html.escape(value) + "\"";
  }

  /** Returns a length with at most one decimal. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    if (tenths % 10 == 0) {
      return Long.toString(tenths / 10);
    }
    long size = Math.abs(tenths);
    return (tenths < 0 ? "-" : "") + (size < 10 ? "" : size / 10) + "." + size % 10;
  }

  /** The outline of a shape, in absolute coordinates. */
  static final class Path {

    private final StringBuilder data = new StringBuilder();

    Path move(double x, double y) {
      return point('M', x, y);
    }

    Path line(double x, double y) {
      return point('L', x, y);
    }

    /** Goes on to a point: a line, or a move where the path has no part yet or a new one begins. */
    Path to(double x, double y, boolean begins) {
      return point(begins || isEmpty() ? 'M' : 'L', x, y);
    }

    Path dot(double x, double y) {
      point('M', x, y);
      data.append("h0");
      return this;
    }

    Path box(double x, double y, double width, double height) {
      point('M', x, y);
      data.append('h').append(number(width)).append('v').append(number(height));
      data.append('h').append(number(-width)).append('z');
      return this;
    }

    /** Goes on to a point by an arc of a circle, clockwise. */
    Path arc(double radius, boolean large, double x, double y) {
      String r = number(radius);
      data.append('A').append(r).append(' ').append(r).append(" 0 ").append(large ? 1 : 0);
      data.append(" 1 ").append(number(x)).append(' ').append(number(y));
      return this;
    }

    Path close() {
      data.append('z');
      return this;
    }

    boolean isEmpty() {
      return data.isEmpty();
    }

    private Path point(char command, double x, double y) {
      data.append(command).append(number(x)).append(' ').append(number(y));
      return this;
    }

    @Override
    public String toString() {
      return data.toString();
    }
  }
}
