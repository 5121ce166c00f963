package org.stockpot.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.data.table.TableFile;
import org.stockpot.task.Suggestions;

/**
 * What data can be asked for by a text: the names of sources, {@code mnist:DIR}, {@code idx:DIR}
 * and files of tables. Immutable.
 */
public final class DataSources {

  private static final String MNIST = "mnist:";
  private static final String IDX = "idx:";

  private final List<DataSource> all;

  private DataSources(List<DataSource> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Returns the sources that need no files: {@code digits} and {@code mnist-10k}.
   *
   * @return the sources that ship with the library
   */
  public static DataSources standard() {
    return new DataSources(
        List.of(
            new DataSource(
                "digits",
                "1,797 handwritten digits of 8 x 8 pixels, from scikit-learn",
                Split.defaults(),
                Digits::load),
            new DataSource(
                "mnist-10k",
                "the 10,000 test images of MNIST, 28 x 28 pixels, parted anew",
                Mnist.SPLIT_10K,
                Mnist::load10k)));
  }

  /**
   * Returns these and more sources.
   *
   * @param more sources of other names
   * @return all of them
   */
  public DataSources with(List<DataSource> more) {
    return new DataSources(Stream.concat(all.stream(), more.stream()).toList());
  }

  /**
   * Returns the sources that have a name, for help and completion.
   *
   * @return the sources, in order
   */
  public List<DataSource> all() {
    return all;
  }

  /**
   * Returns the forms a text may have, for help and completion.
   *
   * @return names and forms, such as {@code digits} and {@code mnist:DIR}
   */
  public List<String> forms() {
    List<String> forms = new ArrayList<>(all.stream().map(DataSource::name).toList());
    forms.add(MNIST + "DIR");
    forms.add(IDX + "DIR");
    TableFile.endings().forEach(ending -> forms.add("FILE" + ending));
    return forms;
  }

  /**
   * Returns the source that a text asks for, other than a table.
   *
   * @param text such as {@code digits} or {@code mnist:DIR}; a leading {@code ~/} of a path is the
   *     home directory
   * @return the source, nothing of it read yet
   * @throws IllegalArgumentException if there is no such source
   */
  public DataSource named(String text) {
    return named(text, "", LabelKind.AUTO);
  }

  /**
   * Returns the source that a text asks for.
   *
   * @param text such as {@code digits}, {@code mnist:DIR} or {@code FILE.csv}; a leading {@code ~/}
   *     of a path is the home directory
   * @param label the column that a table predicts; blank for everything else, which has labels of
   *     its own
   * @param kind what that column is taken for
   * @return the source, nothing of it read yet
   * @throws IllegalArgumentException if there is no such source, or a label where none belongs
   */
  public DataSource named(String text, String label, LabelKind kind) {
    return named(text, TableOptions.of(label).withKind(kind), List.of());
  }

  /**
   * Returns the source that a text asks for.
   *
   * @param text such as {@code digits}, {@code mnist:DIR} or {@code FILE.csv}; a leading {@code ~/}
   *     of a path is the home directory
   * @param options how a table is read
   * @param also tables of the same form as further test sets
   * @return the source, nothing of it read yet
   * @throws IllegalArgumentException if there is no such source, or options of tables where none is
   */
  public DataSource named(String text, TableOptions options, List<TableSource> also) {
    if (TableFile.isNamed(text)) {
      return new DataSource(
          text,
          "the table " + text,
          Split.defaults(),
          split -> TableData.of(TableSource.of(path(text)), options, split, also));
    }
    if (!options.equals(TableOptions.of(""))) {
      throw new IllegalArgumentException(
          "label is for tables, got " + text + ", which has labels of its own");
    }
    if (!also.isEmpty()) {
      throw new IllegalArgumentException("also is for tables, got " + text);
    }
    return directory(text)
        .or(() -> all.stream().filter(s -> s.name().equals(text)).findFirst())
        .orElseThrow(() -> unknown(text));
  }

  private static Optional<DataSource> directory(String text) {
    if (text.startsWith(MNIST)) {
      Path path = pathBehind(MNIST, text);
      return Optional.of(
          new DataSource(text, "MNIST in " + path, Mnist.SPLIT, s -> Mnist.load(path, s)));
    }
    if (text.startsWith(IDX)) {
      Path path = pathBehind(IDX, text);
      return Optional.of(
          new DataSource(text, "idx files in " + path, IdxData.SPLIT, s -> IdxData.load(path, s)));
    }
    return Optional.empty();
  }

  private static Path pathBehind(String prefix, String text) {
    if (text.length() == prefix.length()) {
      throw new IllegalArgumentException(
          prefix + " must be followed by a directory, such as " + prefix + "data, got nothing");
    }
    return path(text.substring(prefix.length()));
  }

  /**
   * Returns the path of a text.
   *
   * @param text a path; a leading {@code ~/} is the home directory
   * @return the path
   */
  public static Path path(String text) {
    boolean home = text.equals("~") || text.startsWith("~/");
    return Path.of(home ? System.getProperty("user.home") + text.substring(1) : text);
  }

  private IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "no data named "
            + text
            + Suggestions.didYouMean(text, forms())
            + " (known: "
            + String.join(", ", forms())
            + ")");
  }
}
