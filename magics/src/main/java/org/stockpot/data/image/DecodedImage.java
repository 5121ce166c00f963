package org.stockpot.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.stockpot.data.HeapLimit;
import org.stockpot.data.ImageSize;
import org.stockpot.data.Unreadable;

/**
 * An image of a PNG or JPEG file, as its bytes have it: grey values are not converted, as Java does
 * on the way to colours, and profiles and orientations are not applied.
 */
final class DecodedImage {

  private static final int OPAQUE = 255;

  private final int channels;
  private final int height;
  private final int width;
  private final byte[] values;

  /** Keeps numbers from 0 to 255, channels first: one for grey, or red, green and blue. */
  private DecodedImage(int channels, int height, int width, byte[] values) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /**
   * Reads a file. What it is shows in its first bytes, not in its name.
   *
   * @throws IllegalArgumentException if it is damaged, neither PNG nor JPEG, has transparent pixels
   *     or more than 8 bits a channel; the message names the file
   * @throws UncheckedIOException if it cannot be read
   */
  static DecodedImage read(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Unreadable.of(file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Decodes the bytes of a file. */
  static DecodedImage decode(byte[] bytes) {
    boolean png = PngFile.isOne(bytes);
    if (png) {
      PngFile.check(bytes);
    } else if (JpegFile.isOne(bytes)) {
      JpegFile.check(bytes);
    } else {
      throw new IllegalArgumentException(
          "an image must be PNG or JPEG, got " + (bytes.length == 0 ? "no bytes" : "other bytes"));
    }
    try {
      return of(read(bytes, png ? "png" : "jpeg"));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "an image must decode, got: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "images need a Java with its desktop module, headless or not, got " + e, e);
    }
  }

  private static BufferedImage read(byte[] bytes, String format) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try {
      reader.setInput(new ImageBytes(bytes), true, true);
      HeapLimit.require("an image", 1, 3L * reader.getWidth(0) * reader.getHeight(0));
      reader.addIIOReadWarningListener((source, warning) -> requireHarmless(warning));
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static void requireHarmless(String warning) {
    if (warning.startsWith("Corrupt") || warning.startsWith("Premature")) {
      throw new IllegalArgumentException(warning);
    }
  }

  private static DecodedImage of(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    return model instanceof IndexColorModel palette
        ? indexed(raster, palette, height, width)
        : direct(raster, model.hasAlpha(), height, width);
  }

  private static DecodedImage direct(Raster raster, boolean alpha, int height, int width) {
    int channels = raster.getNumBands() - (alpha ? 1 : 0);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "an image must be grey or of red, green and blue, got " + channels + " channels");
    }
    byte[] values = new byte[channels * height * width];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int channel = 0; channel < channels; channel++) {
        raster.getSamples(0, y, width, 1, channel, row);
        for (int x = 0; x < width; x++) {
          values[(channel * height + y) * width + x] = (byte) row[x];
        }
      }
      if (alpha) {
        raster.getSamples(0, y, width, 1, channels, row);
        for (int opacity : row) {
          requireOpaque(opacity);
        }
      }
    }
    return new DecodedImage(channels, height, width, values);
  }

  private static DecodedImage indexed(
      Raster raster, IndexColorModel palette, int height, int width) {
    byte[] values = new byte[3 * height * width];
    int area = height * width;
    boolean grey = true;
    for (int i = 0; i < area; i++) {
      int colour = palette.getRGB(raster.getSample(i % width, i / width, 0));
      requireOpaque(colour >>> 24);
      values[i] = (byte) (colour >> 16);
      values[area + i] = (byte) (colour >> 8);
      values[2 * area + i] = (byte) colour;
      grey &= values[i] == values[area + i] && values[i] == values[2 * area + i];
    }
    return grey
        ? new DecodedImage(1, height, width, Arrays.copyOf(values, area))
        : new DecodedImage(3, height, width, values);
  }

  private static void requireOpaque(int opacity) {
    if (opacity != OPAQUE) {
      throw new IllegalArgumentException(
          "pixels must be opaque, got a transparent one; put the image on a background");
    }
  }

  /**
   * Returns this image at another size. Each pixel is the mean of the area that it covers, rounded;
   * proportions are not kept.
   */
  DecodedImage scaled(ImageSize size) {
    double[] rows = new double[channels * size.height() * width];
    for (int channel = 0; channel < channels; channel++) {
      for (int x = 0; x < width; x++) {
        int from = channel * height * width + x;
        int to = channel * size.height() * width + x;
        average(i -> values[from + i * width] & 0xff, height, rows, to, width, size.height());
      }
    }
    double[] scaled = new double[channels * size.height() * size.width()];
    for (int line = 0; line < channels * size.height(); line++) {
      int from = line * width;
      average(i -> rows[from + i], width, scaled, line * size.width(), 1, size.width());
    }
    byte[] rounded = new byte[scaled.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (byte) (int) Math.floor(scaled[i] + 0.5);
    }
    return new DecodedImage(channels, size.height(), size.width(), rounded);
  }

  /** Averages numbers that cover a stretch of length {@code n} over {@code parts} equal parts. */
  private static void average(
      IntToDoubleFunction numbers, int n, double[] into, int at, int step, int parts) {
    for (int part = 0; part < parts; part++) {
      double from = (double) part * n / parts;
      double to = (double) (part + 1) * n / parts;
      double sum = 0;
      for (int i = (int) from; i < to && i < n; i++) {
        sum += numbers.applyAsDouble(i) * (Math.min(to, i + 1) - Math.max(from, i));
      }
      into[at + part * step] = sum / (to - from);
    }
  }

  /** Returns 1 for grey, 3 for colours. */
  int channels() {
    return channels;
  }

  ImageSize size() {
    return new ImageSize(height, width);
  }

  /** Returns a number of this image as if it had some channels: grey is the same in all three. */
  int at(int index) {
    return values[channels == 1 ? index % values.length : index] & 0xff;
  }
}
