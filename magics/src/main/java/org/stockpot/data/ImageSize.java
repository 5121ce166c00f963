package org.stockpot.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of images.
 *
 * @param height rows of pixels
 * @param width pixels of a row
 */
public record ImageSize(int height, int width) {

  private static final int LARGEST = 1 << 14;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:[xX×](\\d{1,5}))?");

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if one does not lie in 1 to 16384
   */
  public ImageSize {
    if (height < 1 || width < 1 || height > LARGEST || width > LARGEST) {
      throw new IllegalArgumentException(
          "size must lie in 1 to " + LARGEST + ", got " + height + "x" + width);
    }
  }

  /**
   * Reads a size.
   *
   * @param text height and width such as {@code 32x48}, or one number for both; blank for none
   * @return the size, or empty for none
   * @throws IllegalArgumentException if it is something else
   */
  public static Optional<ImageSize> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Matcher match = TEXT.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "size must be height and width, such as 32x32 or 32, got " + text);
    }
    int height = Integer.parseInt(match.group(1));
    int width = match.group(2) == null ? height : Integer.parseInt(match.group(2));
    return Optional.of(new ImageSize(height, width));
  }

  /** Returns height and width, such as {@code 32x48}. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
