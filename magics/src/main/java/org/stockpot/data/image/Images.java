package org.stockpot.data.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.RowDigest;
import org.stockpot.data.Scale;

/** Labelled images of whole pixels from 0 to 255, before they are scaled. */
final class Images {

  /** Where pixels come from. */
  @FunctionalInterface
  interface Pixels {
    /** Returns a number of an image, in row-major order with channels first. */
    int at(int image, int index);
  }

  private static final int GREYS = 256;

  private final List<Integer> shape;
  private final int size;
  private final Pixels pixels;
  private final int[] labels;
  private final IntFunction<String> labelled;

  /**
   * Takes images as they are.
   *
   * @param shape channels, height and width
   * @param pixels the numbers of the images
   * @param labels one per image; kept
   * @param labelled says where the label of an image stands, for messages
   */
  Images(List<Integer> shape, Pixels pixels, int[] labels, IntFunction<String> labelled) {
    this.shape = List.copyOf(shape);
    this.pixels = pixels;
    this.labels = labels;
    this.labelled = labelled;
    size = shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * Joins the images and the labels of two idx files.
   *
   * @throws IllegalArgumentException if they do not fit, or labels do not number classes
   */
  static Images of(Idx images, Idx labels) {
    if (images.shape().size() < 3 || labels.shape().size() != 1) {
      throw new IllegalArgumentException(
          images.name()
              + " must hold images of 3 dimensions and "
              + labels.name()
              + " labels of 1, got shapes "
              + images.shape()
              + " and "
              + labels.shape());
    }
    if (images.count() != labels.count()) {
      throw new IllegalArgumentException(
          labels.name()
              + " must hold as many labels as "
              + images.name()
              + " images, got "
              + labels.count()
              + " and "
              + images.count());
    }
    PixelOrder order =
        PixelOrder.of(images.shape().subList(1, images.shape().size()), images.name());
    int size = order.size();
    return new Images(
        order.shape(),
        (image, index) -> images.at(image * size + order.place(index)),
        IntStream.range(0, labels.count()).map(labels::at).toArray(),
        image -> labels.name() + ": the label of row " + image);
  }

  List<Integer> shape() {
    return shape;
  }

  int count() {
    return labels.length;
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

  /**
   * Requires that labels number classes: more of the numbers from 0 to the largest occur than do
   * not. A damaged label shows as a number far beyond all others.
   *
   * @throws IllegalArgumentException if not; the message names the row of the largest
   */
  Images requireNumbering() {
    int seen = seen().cardinality();
    if (2 * seen < classes()) {
      int last = classes() - 1;
      int row = IntStream.range(0, count()).filter(i -> labels[i] == last).findFirst().orElse(0);
      throw new IllegalArgumentException(
          labelled.apply(row)
              + " must number a class, from 0 without large gaps, got "
              + last
              + " where all images have only "
              + seen
              + " labels");
    }
    return this;
  }

  /**
   * Requires that each label is that of a training image.
   *
   * @throws IllegalArgumentException if one is not; the message names the row
   */
  void requireLabelsOf(Images training) {
    BitSet known = training.seen();
    for (int i = 0; i < count(); i++) {
      if (!known.get(labels[i])) {
        throw new IllegalArgumentException(
            labelled.apply(i)
                + " must be that of a training image, got "
                + labels[i]
                + " where those have "
                + known);
      }
    }
  }

  private BitSet seen() {
    BitSet seen = new BitSet();
    IntStream.of(labels).forEach(seen::set);
    return seen;
  }

  /**
   * Returns one scale for all pixels of some images, as shares of {@code white}.
   *
   * @throws IllegalArgumentException if they are all the same
   */
  Scale scale(int[] images, double white) {
    return scale(images, white, 0, size)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the pixels of the training images must vary, got the same everywhere"));
  }

  /**
   * Returns a scale for each channel of some images, as shares of {@code white}. A channel that is
   * the same everywhere becomes 0.
   */
  List<Scale> channelScales(int[] images, double white) {
    int area = size / shape.get(0);
    List<Scale> scales = new ArrayList<>();
    for (int channel = 0; channel < shape.get(0); channel++) {
      double constant = pixels.at(images[0], channel * area) / white;
      Optional<Scale> scale = scale(images, white, channel * area, (channel + 1) * area);
      scales.add(scale.orElse(new Scale(constant, 1)));
    }
    return scales;
  }

  private Optional<Scale> scale(int[] images, double white, int from, int to) {
    long[] counts = new long[GREYS];
    for (int image : images) {
      for (int i = from; i < to; i++) {
        counts[pixels.at(image, i)]++;
      }
    }
    double n = (double) images.length * (to - from);
    double mean = 0;
    for (int grey = 0; grey < GREYS; grey++) {
      mean += counts[grey] / n * (grey / white);
    }
    double variance = 0;
    for (int grey = 0; grey < GREYS; grey++) {
      variance += counts[grey] / n * (grey / white - mean) * (grey / white - mean);
    }
    boolean vary = IntStream.range(0, GREYS).filter(grey -> counts[grey] > 0).count() > 1;
    return vary ? Optional.of(new Scale(mean, Math.sqrt(variance))) : Optional.empty();
  }

  /** Returns some images, each channel on its scale; a lone scale is for all. */
  Examples examples(int[] images, List<Scale> scales, double white) {
    float[][] scaled = new float[scales.size()][GREYS];
    for (int channel = 0; channel < scaled.length; channel++) {
      for (int grey = 0; grey < GREYS; grey++) {
        scaled[channel][grey] = (float) scales.get(channel).apply(grey / white);
      }
    }
    int part = size / scales.size();
    ExamplesBuilder builder = new ExamplesBuilder(size);
    float[] inputs = new float[size];
    for (int image : images) {
      RowDigest row = new RowDigest();
      for (int i = 0; i < size; i++) {
        int pixel = pixels.at(image, i);
        inputs[i] = scaled[i / part][pixel];
        row.number(pixel);
      }
      int label = labels[image];
      builder.add(inputs, 0, label).fromRow(row.text(Integer.toString(label)));
    }
    return builder.build();
  }
}
