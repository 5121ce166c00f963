package org.stockpot.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.data.DataSource;
import org.stockpot.data.LabelKind;
import org.stockpot.data.Split;
import org.stockpot.data.array.NpzData;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.image.CifarData;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.IdxData;
import org.stockpot.data.image.ImageData;
import org.stockpot.data.image.ImageSize;
import org.stockpot.data.image.Mnist;
import org.stockpot.data.table.TableData;
import org.stockpot.data.table.TableOptions;
import org.stockpot.data.table.TableSource;
import org.stockpot.task.Suggestions;

/**
 * What data can be asked for by a text: the names of sources, files and directories behind a prefix
 * that says what they are, such as {@code idx:DIR}, and files of tables. Immutable.
 */
public final class DataSources {

  private static final String IMAGES = "images:";
  private static final String NPZ = "npz:";

  /**
   * A form of text that names a path.
   *
   * @param prefix what it starts with
   * @param argument what follows, for help
   * @param source gives the source by the text, the path and what labels are taken for
   */
  private record Form(String prefix, String argument, Opening source) {
    DataSource open(String text, LabelKind kind) {
      if (text.length() == prefix.length()) {
        String example = argument.startsWith("FILE") ? "data.npz" : "data";
        throw new IllegalArgumentException(
            prefix
                + " must be followed by a "
                + (argument.startsWith("FILE") ? "file" : "directory")
                + ", such as "
                + prefix
                + example
                + ", got nothing");
      }
      return source.open(text, text.substring(prefix.length()), kind);
    }
  }

  @FunctionalInterface
  private interface Opening {
    DataSource open(String text, String path, LabelKind kind);
  }

  private final List<DataSource> all;
  private final Optional<ImageSize> size;
  private final List<Form> forms =
      List.of(
          new Form("mnist:", "DIR", (text, path, kind) -> mnist(text, path(path))),
          new Form("idx:", "DIR", (text, path, kind) -> idx(text, path(path))),
          new Form("cifar10:", "DIR", (text, path, kind) -> cifar10(text, path(path))),
          new Form("cifar100:", "DIR", (text, path, kind) -> cifar100(text, path(path))),
          new Form(IMAGES, "DIR", (text, path, kind) -> images(text, path(path))),
          new Form(NPZ, "FILE", DataSources::npz));

  private DataSources(List<DataSource> all, Optional<ImageSize> size) {
    this.all = List.copyOf(all);
    this.size = size;
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
                Mnist::load10k)),
        Optional.empty());
  }

  /**
   * Returns these and more sources.
   *
   * @param more sources of other names
   * @return all of them
   */
  public DataSources with(List<DataSource> more) {
    return new DataSources(Stream.concat(all.stream(), more.stream()).toList(), size);
  }

  /**
   * Returns these sources with images of folders scaled.
   *
   * @param to the size of each image; empty takes images of one size as they are
   * @return the sources
   */
  public DataSources withImageSize(Optional<ImageSize> to) {
    return new DataSources(all, to);
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
    List<String> texts = new ArrayList<>(all.stream().map(DataSource::name).toList());
    forms.forEach(form -> texts.add(form.prefix() + form.argument()));
    TableFile.endings().forEach(ending -> texts.add("FILE" + ending));
    return texts;
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
   * @param kind what that column, or the labels of an npz file, are taken for
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
    Optional<Form> form = forms.stream().filter(f -> text.startsWith(f.prefix())).findFirst();
    if (size.isPresent() && !text.startsWith(IMAGES)) {
      throw new IllegalArgumentException("size is for images:DIR, got " + text);
    }
    if (form.isEmpty() && TableFile.isNamed(text)) {
      return new DataSource(
          text,
          "the table " + text,
          Split.defaults(),
          split -> TableData.of(TableSource.of(path(text)), options, split, also));
    }
    TableOptions none = TableOptions.of("");
    LabelKind kind = options.kind();
    if (!options.equals(text.startsWith(NPZ) ? none.withKind(kind) : none)) {
      throw new IllegalArgumentException(
          "label is for tables, got " + text + ", which has labels of its own");
    }
    if (!also.isEmpty()) {
      throw new IllegalArgumentException("also is for tables, got " + text);
    }
    return form.map(f -> f.open(text, kind))
        .or(() -> all.stream().filter(s -> s.name().equals(text)).findFirst())
        .orElseThrow(() -> unknown(text));
  }

  private static DataSource mnist(String text, Path path) {
    return new DataSource(text, "MNIST in " + path, Mnist.SPLIT, s -> Mnist.load(path, s));
  }

  private static DataSource idx(String text, Path path) {
    return new DataSource(
        text, "idx files in " + path, IdxData.split(path), s -> IdxData.load(path, s));
  }

  private static DataSource cifar10(String text, Path path) {
    return new DataSource(
        text, "CIFAR-10 in " + path, CifarData.SPLIT, s -> CifarData.cifar10(path, s));
  }

  private static DataSource cifar100(String text, Path path) {
    return new DataSource(
        text, "CIFAR-100 in " + path, CifarData.SPLIT, s -> CifarData.cifar100(path, s));
  }

  private DataSource images(String text, Path path) {
    Split split = split(ImageData.hasTest(path));
    return new DataSource(
        text, "folders of images in " + path, split, s -> ImageData.load(path, size, s));
  }

  /** Reads {@code FILE} or {@code FILE:INPUTS,LABELS}. */
  private static DataSource npz(String text, String rest, LabelKind kind) {
    int colon = rest.lastIndexOf(':');
    String[] names = rest.substring(colon + 1).split(",", -1);
    String about = "arrays in " + rest;
    if (colon > 0 && names.length == 2) {
      Path file = path(rest.substring(0, colon));
      return new DataSource(
          text,
          about,
          Split.defaults(),
          split -> NpzData.load(file, names[0], names[1], kind, split));
    }
    Path file = path(rest);
    Split split = split(NpzData.hasTest(file));
    return new DataSource(text, about, split, s -> NpzData.load(file, kind, s));
  }

  /** Returns the usual split of a source that has a test part, or has none. */
  private static Split split(boolean hasTest) {
    return hasTest ? Split.defaults().withTest(0) : Split.defaults();
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
