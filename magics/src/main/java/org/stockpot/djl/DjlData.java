package org.stockpot.djl;

import ai.djl.training.dataset.RandomAccessDataset;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Parts;
import org.stockpot.data.Split;
import org.stockpot.data.split.Splitter;

/**
 * DJL's data sets as plain arrays: those of a user, and three of DJL's own by name.
 *
 * <p>A user's data set is read once, in order, through its own pipeline, and stays as it was. Its
 * inputs are taken as they come; images should come with channels first, as {@code ToTensor} gives
 * them. Labels of a whole-number type are classes, and so are floats that are the numbers 0 to K -
 * 1, each at least twice on average, as in DJL's own data sets; other floats are numbers.
 */
public final class DjlData {

  private DjlData() {}

  /**
   * Returns the data of a data set that has no test set.
   *
   * @param all all its examples; prepared if it was not yet, otherwise not modified
   * @param split how to part them
   * @return the data
   * @throws IllegalArgumentException if it does not give one input and one label array of one shape
   *     per example, or the split does not suit it
   * @throws UncheckedIOException if it cannot be read
   */
  public static Data of(RandomAccessDataset all, Split split) {
    return of(all, LabelKind.AUTO, split);
  }

  /**
   * Returns the data of a data set that has no test set.
   *
   * @param all all its examples; prepared if it was not yet, otherwise not modified
   * @param kind what its labels are taken for
   * @param split how to part them
   * @return the data
   * @throws IllegalArgumentException as {@link #of(RandomAccessDataset, Split)}
   * @throws UncheckedIOException if it cannot be read
   */
  public static Data of(RandomAccessDataset all, LabelKind kind, Split split) {
    DjlRows rows = DjlRows.read(all);
    DjlLabels labels = DjlLabels.of(List.of(rows), kind);
    DatasetInfo card = card(all, rows.shape());
    Examples examples = rows.drain(labels.isClasses(), DjlRows.Pixels.AS_THEY_ARE);
    return Data.of(card, labels.names(), Splitter.split(examples, split));
  }

  /**
   * Returns the data of a data set that has a test set.
   *
   * @param training its training examples; prepared if it was not yet, otherwise not modified
   * @param test its test examples; likewise
   * @param split how to take validation examples from the training examples, with a test share of 0
   * @return the data
   * @throws IllegalArgumentException as {@link #of(RandomAccessDataset, Split)}
   * @throws UncheckedIOException if it cannot be read
   */
  public static Data of(RandomAccessDataset training, RandomAccessDataset test, Split split) {
    return of(training, test, LabelKind.AUTO, split);
  }

  /**
   * Returns the data of a data set that has a test set.
   *
   * @param training its training examples; prepared if it was not yet, otherwise not modified
   * @param test its test examples; likewise
   * @param kind what the labels are taken for
   * @param split how to take validation examples from the training examples, with a test share of 0
   * @return the data
   * @throws IllegalArgumentException as {@link #of(RandomAccessDataset, Split)}
   * @throws UncheckedIOException if it cannot be read
   */
  public static Data of(
      RandomAccessDataset training, RandomAccessDataset test, LabelKind kind, Split split) {
    DjlRows first = DjlRows.read(training);
    DjlRows second = DjlRows.read(test);
    DjlLabels labels = DjlLabels.of(List.of(first, second), kind);
    DatasetInfo card = card(training, first.shape());
    Parts parts =
        Splitter.split(
            first.drain(labels.isClasses(), DjlRows.Pixels.AS_THEY_ARE),
            second.drain(labels.isClasses(), DjlRows.Pixels.AS_THEY_ARE),
            split);
    return Data.of(card, labels.names(), parts);
  }

  /**
   * Returns MNIST from DJL's archive, the same as {@code mnist:DIR}.
   *
   * @param split how to take validation examples from the training images
   * @return the data set {@code djl:mnist}
   * @throws IllegalArgumentException if the split does not suit it
   * @throws UncheckedIOException if it is neither in DJL's cache nor to be fetched
   */
  public static Data mnist(Split split) {
    return DjlSet.MNIST.source().load(split);
  }

  /**
   * Returns Fashion-MNIST from DJL's archive, with pixels {@code (p / 255 - 0.2860) / 0.3530},
   * which has mean 0 and standard deviation 1 on its training images.
   *
   * <p>See Xiao, Rasul, Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
   * Learning Algorithms", 2017 (arXiv:1708.07747).
   *
   * @param split how to take validation examples from the training images
   * @return the data set {@code djl:fashion-mnist}
   * @throws IllegalArgumentException if the split does not suit it
   * @throws UncheckedIOException if it is neither in DJL's cache nor to be fetched
   */
  public static Data fashionMnist(Split split) {
    return DjlSet.FASHION_MNIST.source().load(split);
  }

  /**
   * Returns CIFAR-10 from DJL's archive, with the pixels p / 255 of the three channels less 0.4914,
   * 0.4822 and 0.4465 and over 0.2470, 0.2435 and 0.2616, their means and standard deviations on
   * the training images.
   *
   * <p>See Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
   *
   * @param split how to take validation examples from the training images
   * @return the data set {@code djl:cifar10}
   * @throws IllegalArgumentException if the split does not suit it
   * @throws UncheckedIOException if it is neither in DJL's cache nor to be fetched
   */
  public static Data cifar10(Split split) {
    return DjlSet.CIFAR10.source().load(split);
  }

  /**
   * Returns the sources of DJL's archive by name: {@code djl:mnist}, {@code djl:fashion-mnist} and
   * {@code djl:cifar10}, each with its usual split.
   *
   * @return the sources, nothing of them read yet
   */
  public static List<DataSource> sources() {
    return Stream.of(DjlSet.MNIST, DjlSet.FASHION_MNIST, DjlSet.CIFAR10)
        .map(DjlSet::source)
        .toList();
  }

  private static DatasetInfo card(RandomAccessDataset set, List<Integer> shape) {
    String type = set.getClass().getSimpleName();
    DatasetInfo card = DatasetInfo.of(type.isEmpty() ? "djl" : type, "DJL data set", shape);
    boolean last = shape.size() == 3 && shape.get(2) <= 3 && shape.get(0) > 3;
    return last
        ? card.withNote(
            "shape " + shape + " looks like channels last; add ToTensor to the pipeline")
        : card;
  }
}
