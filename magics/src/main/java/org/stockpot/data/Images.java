package org.stockpot.data;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Labelled images of whole pixels from 0 to 255, before they are scaled. */
final class Images {

  private static final int GREYS = 256;

  private final List<Integer> shape;
  private final int size;
  private final IntUnaryOperator pixels;
  private final int[] labels;

  /**
   * Takes images as they are.
   *
   * @param shape channels, height and width
   * @param pixels the pixel at an index, in row-major order, image after image
   * @param labels one per image; kept
   */
  Images(List<Integer> shape, IntUnaryOperator pixels, int[] labels) {
    this.shape = List.copyOf(shape);
    this.pixels = pixels;
    this.labels = labels;
    size = shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** Joins the images and the labels of two idx files. */
  static Images of(Idx images, Idx labels, String name) {
    if (images.shape().size() != 3 || labels.shape().size() != 1) {
      throw new IllegalArgumentException(
          name
              + " must hold images of 3 dimensions and labels of 1, got shapes "
              + images.shape()
              + " and "
              + labels.shape());
    }
    if (images.count() != labels.count()) {
      throw new IllegalArgumentException(
          name
              + " must hold as many labels as images, got "
              + labels.count()
              + " and "
              + images.count());
    }
    List<Integer> shape = List.of(1, images.shape().get(1), images.shape().get(2));
    return new Images(
        shape, images::at, IntStream.range(0, labels.count()).map(labels::at).toArray());
  }

  List<Integer> shape() {
    return shape;
  }

  int[] labels() {
    return labels.clone();
  }

  int[] all() {
    return IntStream.range(0, labels.length).toArray();
  }

  int classes() {
    return 1 + IntStream.of(labels).max().orElse(0);
  }

  /** Returns one scale for all pixels of some images, as shares of {@code white}. */
  Scale scale(int[] images, double white) {
    long[] counts = new long[GREYS];
    for (int image : images) {
      for (int i = 0; i < size; i++) {
        counts[pixels.applyAsInt(image * size + i)]++;
      }
    }
    double n = (double) images.length * size;
    double mean = 0;
    for (int grey = 0; grey < GREYS; grey++) {
      mean += counts[grey] / n * (grey / white);
    }
    double variance = 0;
    for (int grey = 0; grey < GREYS; grey++) {
      variance += counts[grey] / n * (grey / white - mean) * (grey / white - mean);
    }
    return new Scale(mean, Math.sqrt(variance));
  }

  /** Returns all images by their use, with pixels as shares of {@code white} on a scale. */
  Parts parts(Draw draw, Scale scale, double white) {
    return new Parts(
        examples(draw.training(), scale, white),
        examples(draw.validation(), scale, white),
        examples(draw.test(), scale, white));
  }

  /** Returns some images with pixels as shares of {@code white} on a scale. */
  Examples examples(int[] images, Scale scale, double white) {
    float[] scaled = new float[GREYS];
    for (int grey = 0; grey < GREYS; grey++) {
      scaled[grey] = (float) scale.apply(grey / white);
    }
    ExamplesBuilder builder = Examples.builder(size);
    float[] image = new float[size];
    for (int index : images) {
      RowDigest row = new RowDigest();
      for (int i = 0; i < size; i++) {
        int pixel = pixels.applyAsInt(index * size + i);
        image[i] = scaled[pixel];
        row.number(pixel);
      }
      builder.add(image, 0, labels[index]).fromRow(row.text(Integer.toString(labels[index])));
    }
    return builder.build();
  }
}
