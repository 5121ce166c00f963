package org.stockpot.data.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.data.DataSource;
import org.stockpot.data.ImageSize;
import org.stockpot.data.LabelKind;
import org.stockpot.data.SourceForm;
import org.stockpot.data.SourceForm.Choice;
import org.stockpot.data.Split;
import org.stockpot.data.array.NpzData;
import org.stockpot.data.csv.TableFile;
import org.stockpot.data.generated.ModularAddition;
import org.stockpot.data.image.CifarData;
import org.stockpot.data.image.Digits;
import org.stockpot.data.image.IdxData;
import org.stockpot.data.image.ImageData;
import org.stockpot.data.image.Mnist;
import org.stockpot.data.table.TableData;
import org.stockpot.data.table.TableOptions;
import org.stockpot.data.table.TableSource;
import org.stockpot.task.option.Suggestions;

/**
 * What data can be asked for by a text: the names of sources, files and directories behind a prefix
 * that says what they are, such as {@code idx:DIR}, and files of tables. Immutable.
 */
public final class DataSources {

  /** The sources that ship with the library. A new one is a line here. */
  private static final List<DataSource> STANDARD = List.of(Digits.source(), Mnist.source10k());

  /** The forms of paths. A new one is a line here. */
  private static final List<SourceForm> FORMS =
      List.of(
          Mnist.form(),
          IdxData.form(),
          CifarData.form10(),
          CifarData.form100(),
          ImageData.form(),
          NpzData.form(),
          ModularAddition.form());

  private final List<DataSource> all;
  private final List<SourceForm> forms;
  private final Optional<ImageSize> size;

  DataSources(List<DataSource> all, List<SourceForm> forms, Optional<ImageSize> size) {
    this.all = List.copyOf(all);
    this.forms = List.copyOf(forms);
    this.size = size;
  }

  /**
   * Returns the sources that need no files, {@code digits} and {@code mnist-10k}, and all forms.
   *
   * @return the sources that ship with the library
   */
  public static DataSources standard() {
    return new DataSources(STANDARD, FORMS, Optional.empty());
  }

  /**
   * Returns these and more sources.
   *
   * @param more sources of other names
   * @return all of them
   */
  public DataSources with(List<DataSource> more) {
    return new DataSources(Stream.concat(all.stream(), more.stream()).toList(), forms, size);
  }

  /**
   * Returns these sources with images of folders scaled.
   *
   * @param to the size of each image; empty takes images of one size as they are
   * @return the sources
   */
  public DataSources withImageSize(Optional<ImageSize> to) {
    return new DataSources(all, forms, to);
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
    forms.forEach(form -> texts.add(form.toString()));
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
    Optional<SourceForm> form = forms.stream().filter(f -> text.startsWith(f.prefix())).findFirst();
    if (size.isPresent() && !takes(form, Choice.SIZE)) {
      throw new IllegalArgumentException("size is for " + having(Choice.SIZE) + ", got " + text);
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
    if (!options.equals(takes(form, Choice.KIND) ? none.withKind(kind) : none)) {
      throw new IllegalArgumentException(
          "label is for tables, got " + text + ", which has labels of its own");
    }
    if (!also.isEmpty()) {
      throw new IllegalArgumentException("also is for tables, got " + text);
    }
    return form.map(f -> f.open(text, new SourceForm.Said(kind, size)))
        .or(() -> all.stream().filter(s -> s.name().equals(text)).findFirst())
        .orElseThrow(() -> unknown(text));
  }

  private static boolean takes(Optional<SourceForm> form, Choice choice) {
    return form.map(f -> f.choices().contains(choice)).orElse(false);
  }

  private String having(Choice choice) {
    return forms.stream()
        .filter(form -> form.choices().contains(choice))
        .map(SourceForm::toString)
        .collect(Collectors.joining(" and "));
  }

  /**
   * Returns the path of a text.
   *
   * @param text a path; a leading {@code ~/} is the home directory
   * @return the path
   */
  public static Path path(String text) {
    return SourceForm.path(text);
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
