package org.stockpot.data.array;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.LabelKind;
import org.stockpot.data.MessageText;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Scale;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;
import org.stockpot.data.split.Splitter;
import org.stockpot.format.file.NpzFile;

/**
 * Data from the arrays of an npz file, as {@code numpy.savez} writes it.
 *
 * <p>Inputs are {@code x}, labels {@code y}, or names like these; {@code x_train}, {@code y_test}
 * and so on are parts of their own. Bytes, and images of any type, are standardised by mean and
 * standard deviation of all their training numbers; of a row of other numbers each is standardised
 * on its own, from doubles. Images get their channels first. Labels are classes or numbers, as
 * {@link LabelKind} says: whole numbers of at most 20 distinct values, or of a whole type and
 * numbered from 0, are classes.
 */
public final class NpzData {

  private final Path file;
  private final NpzFile arrays;
  private final NpzNames names;

  private NpzData(Path file, NpzFile arrays, NpzNames names) {
    this.file = file;
    this.arrays = arrays;
    this.names = names;
  }

  /**
   * Returns the form {@code npz:FILE}, or {@code npz:FILE:INPUTS,LABELS}.
   *
   * @return the form
   */
  public static SourceForm form() {
    return new SourceForm("npz:", "FILE", Set.of(SourceForm.Choice.KIND), NpzData::source);
  }

  private static DataSource source(String text, String rest, SourceForm.Said said) {
    int colon = rest.lastIndexOf(':');
    String[] names = rest.substring(colon + 1).split(",", -1);
    String about = "arrays in " + rest;
    if (colon > 0 && names.length == 2) {
      Path file = SourceForm.path(rest.substring(0, colon));
      return new DataSource(
          text,
          about,
          Split.defaults(),
          split -> load(file, names[0], names[1], said.kind(), split));
    }
    Path file = SourceForm.path(rest);
    return new DataSource(
        text, about, Split.of(hasTest(file)), split -> load(file, said.kind(), split));
  }

  /**
   * Returns the data of a file, under its name.
   *
   * @param file the npz file
   * @param kind what labels are taken for
   * @param split how to draw the parts that the file lacks
   * @return the data
   * @throws IllegalArgumentException if the file is damaged, its arrays cannot be told from each
   *     other or do not fit, a number is not finite, or the split does not suit it; the message
   *     names the array and the row
   */
  public static Data load(Path file, LabelKind kind, Split split) {
    NpzFile arrays = NpzFile.npz(file);
    return new NpzData(file, arrays, NpzNames.of(arrays)).load(kind, split);
  }

  /**
   * Returns the data of two arrays of a file, under the file's name.
   *
   * @param file the npz file
   * @param inputs the array of inputs
   * @param labels the array of labels
   * @param kind what labels are taken for
   * @param split how to part the examples
   * @return the data
   * @throws IllegalArgumentException as {@link #load(Path, LabelKind, Split)}
   */
  public static Data load(Path file, String inputs, String labels, LabelKind kind, Split split) {
    NpzFile arrays = NpzFile.npz(file);
    return new NpzData(file, arrays, NpzNames.of(arrays, inputs, labels)).load(kind, split);
  }

  /** Returns whether a file comes with a part to test on, or to use for it. */
  static boolean hasTest(Path file) {
    try {
      NpzNames names = NpzNames.of(NpzFile.npz(file));
      return names.test().or(names::validation).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Data load(LabelKind kind, Split split) {
    NpzPart training = part(names.training());
    Optional<NpzPart> own = names.validation().map(this::part);
    Optional<NpzPart> test = names.test().map(this::part);
    Stream.of(own, test).flatMap(Optional::stream).forEach(part -> part.requireLike(training));
    NpzLabels labels = training.understood(kind);
    Splitter plan = Splitter.of(strata(labels, training), own.isPresent(), test.isPresent(), split);
    List<Scale> scales = training.inputs().scales(plan.training());
    Examples all = examples(training, labels, scales);
    Optional<Examples> ownExamples = own.map(part -> examples(part, labels, scales));
    Optional<Examples> testExamples = test.map(part -> examples(part, labels, scales));
    return Data.of(
        info(training.inputs(), labels, plan)
            .withPreprocessing(new Preprocessing.Pixels(1, scales)),
        labels.names(),
        plan.parts(all, ownExamples, testExamples));
  }

  private NpzPart part(NpzNames.Pair pair) {
    return NpzPart.read(file, arrays.array(pair.inputs()), arrays.array(pair.labels()));
  }

  private static int[] strata(NpzLabels labels, NpzPart part) {
    return labels.isClasses()
        ? labels.classes(part.name(), part.labels())
        : new int[part.labels().length];
  }

  private static Examples examples(NpzPart part, NpzLabels labels, List<Scale> scales) {
    int[] classes = strata(labels, part);
    ExamplesBuilder builder = new ExamplesBuilder(part.inputs().size());
    part.inputs()
        .forEach(
            scales,
            (row, inputs, digest) -> {
              if (labels.isClasses()) {
                String name = labels.names().get(classes[row]);
                builder.add(inputs, 0, classes[row]).fromRow(digest.text(name));
              } else {
                double[] numbers = part.labels()[row];
                Arrays.stream(numbers).forEach(digest::number);
                builder.add(inputs, 0, numbers).fromRow(digest);
              }
            });
    return builder.build();
  }

  private DatasetInfo info(NpzInputs inputs, NpzLabels labels, Splitter plan) {
    DatasetInfo info =
        DatasetInfo.of(file.getFileName().toString(), "file " + file, inputs.shape())
            .withNote("inputs " + inputs.name() + ", labels " + names.training().labels());
    info =
        info.withNote(
            inputs.isOneScale()
                ? "standardised by mean and sd of all training numbers"
                : "each input standardised by its training rows");
    if (!labels.note().isEmpty()) {
      info = info.withNote(labels.note());
    }
    if (!names.left().isEmpty()) {
      info = info.withNote("arrays left out: " + MessageText.names(names.left()));
    }
    return plan.noted(info);
  }
}
