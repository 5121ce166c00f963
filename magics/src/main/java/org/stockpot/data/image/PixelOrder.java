package org.stockpot.data.image;

import java.util.List;

/**
 * How the numbers of one image lie in a file.
 *
 * @param channels 1 for grey images, 3 for colours
 * @param height rows of pixels
 * @param width pixels of a row
 * @param channelsLast whether a pixel's channels are neighbours, as in pictures, rather than each
 *     channel an image of its own, as networks want them
 */
public record PixelOrder(int channels, int height, int width, boolean channelsLast) {

  /**
   * Tells the order by the dimensions of an image. Two of them are height and width of a grey
   * image. Of three, an outer one of 1 or 3, or one below both others, is the channels.
   *
   * @param dimensions those of one image, outermost first
   * @param name the file's name for messages
   * @return the order
   * @throws IllegalArgumentException if they are none of an image, or both outer ones could be
   *     the channels
   */
  public static PixelOrder of(List<Integer> dimensions, String name) {
    if (dimensions.size() == 2) {
      return new PixelOrder(1, dimensions.get(0), dimensions.get(1), false);
    }
    if (dimensions.size() != 3) {
      throw new IllegalArgumentException(
          name
              + " must hold images of height and width, or of channels too, got "
              + dimensions.size()
              + " dimensions an image, "
              + dimensions);
    }
    int first = dimensions.get(0);
    int middle = dimensions.get(1);
    int last = dimensions.get(2);
    boolean usual = isUsual(first) != isUsual(last);
    boolean channelsLast = usual ? isUsual(last) : last < first;
    if (!usual && (first == last || Math.min(first, last) >= middle)) {
      throw new IllegalArgumentException(
          name
              + " must tell channels from height and width, got images of "
              + dimensions
              + ", which can be either way; write them as [1, height, width] or [3, height, width]");
    }
    return channelsLast
        ? new PixelOrder(last, first, middle, true)
        : new PixelOrder(first, middle, last, false);
  }

  private static boolean isUsual(int channels) {
    return channels == 1 || channels == 3;
  }

  /**
   * Returns the dimensions as networks want them.
   *
   * @return channels, height and width
   */
  public List<Integer> shape() {
    return List.of(channels, height, width);
  }

  /**
   * Returns how many numbers an image has.
   *
   * @return at least 1
   */
  public int size() {
    return channels * height * width;
  }

  /**
   * Returns where a number of the image with channels first lies in the file's image.
   *
   * @param index the place with channels first
   * @return the place in the file's image
   */
  public int place(int index) {
    int area = height * width;
    return channelsLast ? index % area * channels + index / area : index;
  }
}
