package org.stockpot.data.image;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Scale;
import org.stockpot.data.Split;
import org.stockpot.data.split.Splitter;

/**
 * The images of a source in the parts that it comes in.
 *
 * @param training the training images, from which missing parts are drawn
 * @param validation the source's own validation images, if it has some
 * @param test the source's own test images, if it has some
 * @param white the brightest pixel
 */
record ImageParts(
    Images training, Optional<Images> validation, Optional<Images> test, double white) {

  /** The brightest pixel. */
  static final double WHITE = 255;

  /** Images without test images of their own, on a scale up to white. */
  static ImageParts of(Images images, double white) {
    return new ImageParts(images, Optional.empty(), Optional.empty(), white);
  }

  /**
   * Returns the images as data. A part of the source's own keeps its order.
   *
   * @param info what is to be known about them
   * @param classes the names of the labels
   * @param scaling gives the scales of the channels, or one for all, by the numbers of the images
   *     that are for training
   * @param split how to draw the parts that the source lacks
   * @throws IllegalArgumentException if the split does not suit the parts
   */
  Data data(
      DatasetInfo info, List<String> classes, Function<int[], List<Scale>> scaling, Split split) {
    Splitter plan = Splitter.of(training.labels(), validation.isPresent(), test.isPresent(), split);
    List<Scale> scales = scaling.apply(plan.training());
    return Data.of(
        plan.noted(info).withPreprocessing(new Preprocessing.Pixels(white, scales)),
        classes,
        plan.parts(
            whole(training, scales),
            validation.map(images -> whole(images, scales)),
            test.map(images -> whole(images, scales))));
  }

  private Examples whole(Images images, List<Scale> scales) {
    return images.examples(images.all(), scales, white);
  }

  /** Returns means and standard deviations as a note has them. */
  static String list(List<Scale> scales) {
    return scales.stream()
        .map(scale -> scale.mean() + " and " + scale.sd())
        .collect(Collectors.joining(", "));
  }
}
