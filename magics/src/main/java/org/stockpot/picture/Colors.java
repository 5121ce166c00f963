package org.stockpot.picture;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.text.Numbers;

/** Colours of the static picture. */
final class Colors {

  static final String INK = "#333333";
  static final String GRID = "#e3e3e3";
  static final String EDGE = "#8a8a8a";

  private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
  private static final Pattern RGB =
      Pattern.compile(
          "rgba?\\(\\s*([\\d.]+)\\s*,\\s*([\\d.]+)\\s*,\\s*([\\d.]+)\\s*(?:,\\s*([\\d.]+)\\s*)?\\)");

  private Colors() {}

  /** Returns red, green and blue up to 255 and alpha up to 1; null for names and the unreadable. */
  static double[] parse(String color) {
    Matcher hex = HEX.matcher(color);
    if (hex.matches()) {
      String digits = hex.group(1);
      String full = digits.length() == 6 ? digits : digits.replaceAll("[0-9a-fA-F]", "$0$0");
      int rgb = Integer.parseInt(full, 16);
      return new double[] {rgb >> 16, rgb >> 8 & 255, rgb & 255, 1};
    }
    Matcher rgb = RGB.matcher(color.toLowerCase(Locale.ROOT));
    if (!rgb.matches()) {
      return null;
    }
    double alpha = rgb.group(4) == null ? 1 : part(rgb, 4);
    return new double[] {part(rgb, 1), part(rgb, 2), part(rgb, 3), alpha};
  }

  private static double part(Matcher rgb, int group) {
    String digits = rgb.group(group);
    return digits.matches("\\d*\\.?\\d+") ? Double.parseDouble(digits) : 0;
  }

  /** Returns a colour in six hexadecimal digits. */
  static String hex(double red, double green, double blue) {
    return String.format(Locale.ROOT, "#%02x%02x%02x", byteOf(red), byteOf(green), byteOf(blue));
  }

  private static int byteOf(double part) {
    return (int) Math.max(0, Math.min(255, Math.round(part)));
  }

  static String fill(String color, double opacity) {
    return paint("fill", color, opacity);
  }

  static String stroke(String color, double width, double opacity) {
    return " fill=\"none\""
        + paint("stroke", color, opacity)
        + Svg.attribute("stroke-width", Svg.number(width));
  }

  private static String paint(String attribute, String color, double opacity) {
    double[] parts = parse(color);
    String plain = parts == null ? color : hex(parts[0], parts[1], parts[2]);
    double alpha = parts == null ? opacity : opacity * parts[3];
    return Svg.attribute(attribute, plain)
        + (alpha < 1 ? Svg.attribute(attribute + "-opacity", Numbers.significant(alpha, 2)) : "");
  }

  /** Tells whether dark ink can be read on a colour. */
  static boolean isLight(String color) {
    double[] c = parse(color);
    return c == null || 0.3 * c[0] + 0.6 * c[1] + 0.1 * c[2] > 128;
  }
}
