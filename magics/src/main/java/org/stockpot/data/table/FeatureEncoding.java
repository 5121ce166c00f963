package org.stockpot.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.stockpot.data.MessageText;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.csv.ColumnRules.Missing;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/**
 * The columns of a table as inputs of a model. Everything learnt from the values (mean and standard
 * deviation, categories and their shares, whether a column varies) is learnt from the training rows
 * alone.
 */
final class FeatureEncoding {

  /** A text column of more distinct values than this is refused rather than made so many inputs. */
  static final int MOST_CATEGORIES = 100;

  private final int[] training;
  private final Missing missing;
  private final List<ColumnEncoder> encoders = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private FeatureEncoding(int[] training, Missing missing) {
    this.training = training;
    this.missing = missing;
  }

  static FeatureEncoding of(List<TableColumn> columns, int[] training, Missing missing) {
    FeatureEncoding features = new FeatureEncoding(training, missing);
    for (int i = 0; i < columns.size(); i++) {
      features.add(i, columns.get(i));
    }
    if (features.names.isEmpty()) {
      throw new IllegalArgumentException(
          "a table must have a feature that varies, got none beside the label");
    }
    return features;
  }

  private void add(int place, TableColumn column) {
    Optional<ColumnEncoder> encoder =
        column instanceof NumberColumn numbers
            ? numbers(place, numbers)
            : categories(place, column);
    encoder.ifPresentOrElse(
        e -> {
          encoders.add(e);
          names.addAll(e.names());
        },
        () -> dropped.add(column.name()));
  }

  private Optional<ColumnEncoder> numbers(int place, NumberColumn column) {
    int[] finite = Arrays.stream(training).filter(column::isFinite).toArray();
    boolean indicated = missing == Missing.INDICATOR && finite.length < training.length;
    Optional<NumberEncoder> encoder =
        NumberEncoder.of(place, column, finite, training.length, indicated);
    encoder.flatMap(e -> e.collapsed(column, finite)).ifPresent(warnings::add);
    return encoder.map(e -> e);
  }

  private Optional<ColumnEncoder> categories(int place, TableColumn column) {
    SortedSet<String> found = new TreeSet<>();
    Arrays.stream(training)
        .filter(row -> !column.isMissing(row))
        .forEach(row -> found.add(column.text(row)));
    if (found.size() > MOST_CATEGORIES) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must have at most "
              + MOST_CATEGORIES
              + " distinct texts, got "
              + found.size()
              + "; group them, or say --drop "
              + column.name());
    }
    boolean gaps = Arrays.stream(training).anyMatch(column::isMissing);
    boolean indicated = missing == Missing.INDICATOR && gaps;
    return found.size() + (indicated ? 1 : 0) < 2
        ? Optional.empty()
        : Optional.of(CategoryEncoder.of(place, column, List.copyOf(found), training, indicated));
  }

  /** Returns the names of the inputs. */
  List<String> names() {
    return names;
  }

  /** Returns how many inputs a column became; 0 if it is the same in all training rows. */
  int inputs(String column) {
    return encoders.stream()
        .filter(e -> e.column().equals(column))
        .mapToInt(e -> e.names().size())
        .sum();
  }

  /** Writes the inputs of one row of a table with these columns. */
  void copy(List<TableColumn> columns, int row, float[] target) {
    int at = 0;
    for (ColumnEncoder encoder : encoders) {
      TableColumn column = columns.get(encoder.place());
      encoder.copy(column, row, target, at);
      for (int end = at + encoder.names().size(); at < end; at++) {
        requireFloat(column, row, target[at]);
      }
    }
  }

  private static void requireFloat(TableColumn column, int row, float input) {
    if (!Float.isFinite(input)) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " must stay within float32 when standardised by the training rows, got "
              + MessageText.cell(column.text(row))
              + " in row "
              + (row + 1));
    }
  }

  /** Returns what the columns became, in numbers. */
  Preprocessing preprocessing(List<TableColumn> columns) {
    return new Preprocessing.Columns(
        encoders.stream().map(e -> e.preprocessing(columns.get(e.place()))).toList());
  }

  List<String> warnings() {
    return warnings;
  }

  /** Returns what was done, one sentence each, and what it means for rows of some columns. */
  List<String> notes(List<TableColumn> columns) {
    List<String> notes = new ArrayList<>();
    note(notes, "standardised by the training rows: ", said(NumberEncoder.class));
    note(notes, "one-hot by the categories of the training rows: ", said(CategoryEncoder.class));
    note(notes, "dropped, the same in all training rows: ", dropped);
    unseen(columns).ifPresent(notes::add);
    return notes;
  }

  private List<String> said(Class<? extends ColumnEncoder> kind) {
    return encoders.stream().filter(kind::isInstance).map(ColumnEncoder::said).toList();
  }

  /** Returns a sentence on rows with categories that no training row has. */
  Optional<String> unseen(List<TableColumn> columns) {
    List<String> unseen = new ArrayList<>();
    for (ColumnEncoder encoder : encoders) {
      TableColumn column = columns.get(encoder.place());
      long rows = encoder.unseen(column);
      if (rows > 0) {
        unseen.add(column.name() + " (" + MessageText.count(rows, "row") + ")");
      }
    }
    return unseen.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "all 0 where the category is not in the training rows: " + MessageText.names(unseen));
  }

  private static void note(List<String> notes, String what, List<String> columns) {
    if (!columns.isEmpty()) {
      notes.add(what + MessageText.names(columns));
    }
  }
}
