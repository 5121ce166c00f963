package org.stockpot.data;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A data set, ready to train on: inputs scaled, targets standardised, examples parted.
 *
 * @param info what is to be known about it
 * @param targets what is predicted
 * @param parts the examples
 */
public record Data(DatasetInfo info, Targets targets, Parts parts) {

  /**
   * Checks that the components fit one another.
   *
   * @throws IllegalArgumentException if the examples have another size than the shape, labels
   *     beyond the classes, or another number of targets than there are names
   */
  public Data {
    if (parts.training().size() != info.size()) {
      throw new IllegalArgumentException(
          "examples of shape "
              + info.shape()
              + " must have "
              + info.size()
              + " inputs, got "
              + parts.training().size());
    }
    requireOutputs(targets, parts.training());
    requireOutputs(targets, parts.validation());
    requireOutputs(targets, parts.test());
    parts.also().values().forEach(part -> requireOutputs(targets, part));
  }

  /**
   * Returns a data set, with the kind of its targets told by the examples: labels are classes,
   * numbers are standardised by the training examples.
   *
   * @param info what is to be known about it
   * @param outputs the names of the classes or of the target numbers
   * @param parts the examples, target numbers in their own units
   * @return the data
   * @throws IllegalArgumentException if names and examples do not fit, there is only one class, or
   *     a target number does not vary
   */
  public static Data of(DatasetInfo info, List<String> outputs, Parts parts) {
    if (parts.training().isLabelled()) {
      Targets targets = new Targets.Classes(outputs);
      return new Data(noteUnseen(info, outputs, parts), targets, parts);
    }
    if (parts.training().outputs() != outputs.size()) {
      throw new IllegalArgumentException(
          "targets must have one name each, got "
              + outputs.size()
              + " for "
              + parts.training().outputs());
    }
    Targets.Numbers numbers = Targets.Numbers.of(outputs, parts.training());
    return new Data(info, numbers, parts.map(part -> part.scaled(numbers.scales())));
  }

  private static DatasetInfo noteUnseen(DatasetInfo info, List<String> classes, Parts parts) {
    BitSet training = seen(parts.training());
    BitSet validation = seen(parts.validation());
    BitSet test = seen(parts.test());
    DatasetInfo noted = info;
    for (int label = 0; label < classes.size(); label++) {
      String lack =
          !training.get(label)
              ? "training"
              : test.get(label)
                  ? (validation.get(label) ? "" : "validation")
                  : validation.get(label) ? "test" : "validation or test";
      if (!lack.isEmpty()) {
        noted = noted.withNote("class " + classes.get(label) + " has no " + lack + " example");
      }
    }
    return noted;
  }

  private static BitSet seen(Examples examples) {
    BitSet seen = new BitSet();
    for (int i = 0; i < examples.count(); i++) {
      seen.set(examples.label(i));
    }
    return seen;
  }

  /**
   * Returns this data set with other examples of the same kind, such as those of some classes:
   * {@code data.map(part -> part.where(i -> part.label(i) < 5))}.
   *
   * @param change gives the new examples of each part
   * @return the changed data, of the same classes or targets
   * @throws IllegalArgumentException if the new examples do not fit this data
   */
  public Data map(UnaryOperator<Examples> change) {
    return new Data(info, targets, parts.map(change));
  }

  /**
   * Returns the short name for echo and tables.
   *
   * @return such as {@code mnist-10k}
   */
  public String name() {
    return info.name();
  }

  /**
   * Returns the dimensions of one example.
   *
   * @return outermost first, such as [1, 28, 28] or [13]
   */
  public List<Integer> shape() {
    return info.shape();
  }

  /**
   * Returns the names of a table's features.
   *
   * @return one per input, or none for images and arrays
   */
  public List<String> features() {
    return info.features();
  }

  /**
   * Returns where the data is from, and under which licence.
   *
   * @return a sentence
   */
  public String source() {
    return info.source();
  }

  /**
   * Returns what was done to the data.
   *
   * @return one sentence each
   */
  public List<String> notes() {
    return info.notes();
  }

  /**
   * Returns the examples that models are fitted to.
   *
   * @return the training examples
   */
  public Examples training() {
    return parts.training();
  }

  /**
   * Returns the examples that choices are made by.
   *
   * @return the validation examples
   */
  public Examples validation() {
    return parts.validation();
  }

  /**
   * Returns the examples that are reported, and nothing else.
   *
   * @return the test examples
   */
  public Examples test() {
    return parts.test();
  }

  /**
   * Returns further test sets of the same form, such as one of another year.
   *
   * @return examples by their sets' names; empty for most data
   */
  public SortedMap<String, Examples> also() {
    return parts.also();
  }

  /**
   * Returns what the reader of this data understood.
   *
   * @return form, columns and warnings, if the reader says so
   */
  public Optional<Understanding> understanding() {
    return info.understanding();
  }

  /**
   * Returns how the examples were parted.
   *
   * @return the split, if a {@link DataSource} made this data
   */
  public Optional<Split> split() {
    return info.split();
  }

  /**
   * Returns the same data with the split that parted it.
   *
   * @param how the split
   * @return the data, of the same digest
   */
  Data withSplit(Split how) {
    return new Data(info.withSplit(how), targets, parts);
  }

  /**
   * Returns the same data under another name, such as that of the variable it is from.
   *
   * @param name a short name
   * @return the renamed data, of the same digest
   */
  public Data withName(String name) {
    return new Data(info.withName(name), targets, parts);
  }

  /**
   * Returns a digest of shape, targets and parts, but not of name, source and notes. The examples'
   * digests are computed once, in O(examples).
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    Hash hash = Hash.sha256().ints(shape().stream().mapToInt(Integer::intValue).toArray());
    hash.texts(targets.names());
    if (targets instanceof Targets.Numbers numbers) {
      numbers.scales().forEach(scale -> hash.doubles(scale.mean(), scale.sd()));
    }
    hash.texts(List.of(training().digest(), validation().digest(), test().digest()));
    also().forEach((name, part) -> hash.texts(List.of(name, part.digest())));
    return hash.hex();
  }

  /** Returns name, shape, targets and sizes in one line. */
  @Override
  public String toString() {
    String kind = training().isLabelled() ? " classes, " : " numbers, ";
    return name()
        + " "
        + shape()
        + ", "
        + targets.outputs()
        + kind
        + training().count()
        + " training, "
        + validation().count()
        + " validation, "
        + test().count()
        + " test"
        + also().entrySet().stream()
            .map(entry -> ", " + entry.getValue().count() + " of " + entry.getKey())
            .collect(Collectors.joining());
  }

  private static void requireOutputs(Targets targets, Examples examples) {
    int numbers = targets instanceof Targets.Numbers ? targets.outputs() : 0;
    if (examples.outputs() != numbers) {
      throw new IllegalArgumentException(
          "examples must have " + numbers + " target numbers, got " + examples.outputs());
    }
    for (int i = 0; numbers == 0 && i < examples.count(); i++) {
      if (examples.label(i) >= targets.outputs()) {
        throw new IllegalArgumentException(
            "labels must lie in 0 to " + (targets.outputs() - 1) + ", got " + examples.label(i));
      }
    }
  }
}
