package org.stockpot.data;

import java.util.List;
import java.util.SplittableRandom;
import org.stockpot.task.Distortion;
import org.stockpot.task.Seeds;

/**
 * Changes inputs of one shape: vectors, or images of [channels, height, width]. Places outside an
 * image count as its nearest edge.
 *
 * <p>Rotation samples bilinearly around the centre. What is drawn at random for each example, crops
 * and mirroring, is drawn for a shifted test set too, the same every time.
 */
public final class Distortions {

  private final int channels;
  private final int height;
  private final int width;
  private final boolean image;

  /**
   * Prepares for inputs of a shape.
   *
   * @param shape of one example
   */
  public Distortions(List<Integer> shape) {
    image = shape.size() == 3;
    channels = image ? shape.get(0) : 1;
    height = image ? shape.get(1) : 1;
    width = image ? shape.get(2) : shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * Requires that a distortion is defined for this shape.
   *
   * @param distortion what is to be done
   * @throws IllegalArgumentException if it is for images and these are none
   */
  public void requireFits(Distortion distortion) {
    boolean forImages =
        switch (distortion.kind()) {
          case ROTATE, TRANSLATE, BLUR, CROP, FLIP -> true;
          case NOISE, CONTRAST, DROP -> false;
        };
    if (forImages && !image) {
      throw new IllegalArgumentException(
          distortion + " must get images of shape [channels, height, width], got vectors");
    }
  }

  /**
   * Returns examples with a distortion of full size on each, the same every time.
   *
   * @param examples what to change; not modified
   * @param distortion what is to be done
   * @return the changed examples, with the same labels
   */
  public Examples shifted(Examples examples, Distortion distortion) {
    requireFits(distortion);
    long seed = distortion.toString().hashCode();
    return examples.withInputs(
        (row, i) -> {
          SplittableRandom random = new SplittableRandom(Seeds.mix(seed, i));
          return apply(row, distortion, distortion.amount(), sign(random), random);
        });
  }

  /**
   * Returns an example with distortions of random size up to their own.
   *
   * @param row one example's inputs; not modified
   * @param distortions what is to be done, in order
   * @param random draws the sizes
   * @return the changed inputs
   */
  public float[] augmented(float[] row, List<Distortion> distortions, SplittableRandom random) {
    float[] result = row;
    for (Distortion distortion : distortions) {
      double amount = distortion.amount() * random.nextDouble();
      result = apply(result, distortion, amount, sign(random), random);
    }
    return result;
  }

  private static double sign(SplittableRandom random) {
    return random.nextBoolean() ? 1 : -1;
  }

  private float[] apply(
      float[] row, Distortion distortion, double amount, double sign, SplittableRandom random) {
    return switch (distortion.kind()) {
      case NOISE -> noise(row, amount, random);
      case DROP -> drop(row, amount, random);
      case CONTRAST -> contrast(row, 1 + sign * amount);
      case ROTATE -> rotate(row, Math.toRadians(sign * amount));
      case TRANSLATE -> translate(row, sign * amount, sign(random) * amount);
      case BLUR -> blur(row, (int) Math.round(amount));
      case CROP -> crop(row, (int) distortion.amount(), random);
      case FLIP -> random.nextDouble() < distortion.amount() ? flip(row) : row;
    };
  }

  private static float[] noise(float[] row, double sd, SplittableRandom random) {
    float[] result = row.clone();
    for (int i = 0; i < row.length; i++) {
      result[i] += (float) (sd * random.nextGaussian());
    }
    return result;
  }

  private static float[] drop(float[] row, double share, SplittableRandom random) {
    float[] result = row.clone();
    for (int i = 0; i < row.length; i++) {
      result[i] = random.nextDouble() < share ? 0 : row[i];
    }
    return result;
  }

  private static float[] contrast(float[] row, double factor) {
    float[] result = row.clone();
    for (int i = 0; i < row.length; i++) {
      result[i] *= (float) factor;
    }
    return result;
  }

  private float[] rotate(float[] row, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double cy = (height - 1) / 2.0;
    double cx = (width - 1) / 2.0;
    return sampled(
        row,
        (y, x) -> cy + cos * (y - cy) - sin * (x - cx),
        (y, x) -> cx + sin * (y - cy) + cos * (x - cx));
  }

  private float[] translate(float[] row, double dy, double dx) {
    return sampled(row, (y, x) -> y - dy, (y, x) -> x - dx);
  }

  private float[] crop(float[] row, int most, SplittableRandom random) {
    int dy = random.nextInt(-most, most + 1);
    int dx = random.nextInt(-most, most + 1);
    return moved(row, (y, x) -> y + dy, (y, x) -> x + dx);
  }

  private float[] flip(float[] row) {
    return moved(row, (y, x) -> y, (y, x) -> width - 1 - x);
  }

  private interface Pixel {
    int at(int y, int x);
  }

  /** Copies each pixel from another one, bit for bit. */
  private float[] moved(float[] row, Pixel fromY, Pixel fromX) {
    float[] result = new float[row.length];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          result[(c * height + y) * width + x] = pixel(row, c, fromY.at(y, x), fromX.at(y, x));
        }
      }
    }
    return result;
  }

  private interface Source {
    double at(double y, double x);
  }

  private float[] sampled(float[] row, Source fromY, Source fromX) {
    float[] result = new float[row.length];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          result[(c * height + y) * width + x] = bilinear(row, c, fromY.at(y, x), fromX.at(y, x));
        }
      }
    }
    return result;
  }

  private float bilinear(float[] row, int c, double y, double x) {
    int y0 = (int) Math.floor(y);
    int x0 = (int) Math.floor(x);
    double fy = y - y0;
    double fx = x - x0;
    double top = (1 - fx) * pixel(row, c, y0, x0) + fx * pixel(row, c, y0, x0 + 1);
    double bottom = (1 - fx) * pixel(row, c, y0 + 1, x0) + fx * pixel(row, c, y0 + 1, x0 + 1);
    return (float) ((1 - fy) * top + fy * bottom);
  }

  private float[] blur(float[] row, int radius) {
    float[] result = new float[row.length];
    double count = (2 * radius + 1) * (2.0 * radius + 1);
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
              sum += pixel(row, c, y + dy, x + dx);
            }
          }
          result[(c * height + y) * width + x] = (float) (sum / count);
        }
      }
    }
    return result;
  }

  private float pixel(float[] row, int c, int y, int x) {
    int yy = Math.max(0, Math.min(height - 1, y));
    int xx = Math.max(0, Math.min(width - 1, x));
    return row[(c * height + yy) * width + xx];
  }
}
