package org.stockpot.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stockpot.data.ClassBalance;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.MessageText;
import org.stockpot.data.Parts;
import org.stockpot.data.Split;
import org.stockpot.data.Understanding;
import org.stockpot.data.csv.ColumnChoice;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.ParsedTable;
import org.stockpot.data.csv.TableColumn;
import org.stockpot.data.csv.TextColumn;
import org.stockpot.data.split.GroupSplit;
import org.stockpot.data.split.RowGroups;
import org.stockpot.data.split.SplitIndices;
import org.stockpot.data.split.TimeSplit;

/** One table on its way from cells to data: its columns' roles, its parts, its inputs. */
final class TableReading {

  private final TableSource source;
  private final TableOptions options;
  private final ParsedTable table;
  private final ColumnRoles roles;
  private final List<String> notes = new ArrayList<>();
  private final List<String> warnings;
  private final List<TableColumn> inputs;
  private final LabelColumn labels;
  private final SplitIndices draw;
  private final FeatureEncoding features;
  private final DuplicateRows copies;
  private final SortedMap<String, Examples> also = new TreeMap<>();

  private TableReading(TableSource source, TableOptions options, Split split) {
    this.source = source;
    this.options = options;
    table = source.read(options, choice(options));
    if (table.rows() == 0) {
      throw new IllegalArgumentException(source.about() + " must have rows, got none");
    }
    roles = ColumnRoles.of(table, options);
    warnings = new ArrayList<>(table.warnings());
    warnings.addAll(roles.warnings());
    int[] rows = keptRows(roles.inputs(), roles.needed(), "");
    inputs = roles.inputs().stream().map(column -> select(column, rows)).toList();
    requireInputs();
    labels = LabelColumn.of(select(roles.label(), rows), options.kind());
    copies = DuplicateRows.of(inputs);
    draw = drawn(split, rows);
    features = FeatureEncoding.of(inputs, draw.training(), options.columns().missing());
  }

  /** Returns that all columns are read, and that of groups alone as texts. */
  private static ColumnChoice choice(TableOptions options) {
    String group = options.rows().group();
    return new ColumnChoice(name -> true, group.isBlank() ? Set.of() : Set.of(group));
  }

  static TableReading of(TableSource source, TableOptions options, Split split) {
    return new TableReading(source, options, split);
  }

  private int[] keptRows(List<TableColumn> filled, List<TableColumn> needed, String prefix) {
    MissingCells missing = new MissingCells(filled, needed);
    int[] rows = missing.kept(options.columns().missing());
    missing.said().forEach(said -> notes.add(prefix + said));
    return rows;
  }

  private static TableColumn select(TableColumn column, int[] rows) {
    return rows.length == column.size() ? column : column.select(rows);
  }

  private void requireInputs() {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a table must have a feature that varies, got none beside the label");
    }
  }

  /** A split that classes are too rare for says whether some of them are alike. */
  private SplitIndices drawn(Split split, int[] rows) {
    try {
      return draw(split, rows);
    } catch (IllegalArgumentException e) {
      String alike = alike().map(said -> "; " + said).orElse("");
      throw new IllegalArgumentException(e.getMessage() + alike, e);
    }
  }

  private Optional<String> alike() {
    return labels.isClasses()
        ? labels.values().alike().map(said -> "classes" + said)
        : Optional.empty();
  }

  private SplitIndices draw(Split split, int[] rows) {
    int[] strata = labels.strata();
    List<String> names = labels.strataNames();
    if (roles.time().isPresent()) {
      notes.add("the latest rows by " + options.rows().time() + " are for test");
      return TimeSplit.of(strata, names, roles.time().get().select(rows), split);
    }
    if (roles.group().isEmpty() && !options.rows().distinct()) {
      return SplitIndices.of(strata, names, split);
    }
    int[] groups = groups(rows);
    notes.add(
        MessageText.count(IntStream.of(groups).distinct().count(), "group")
            + " of rows, each in one part");
    return GroupSplit.of(strata, names, groups, split);
  }

  /** Returns the number of each row's group: rows of one group value, copies, or both. */
  private int[] groups(int[] rows) {
    RowGroups groups = new RowGroups(rows.length);
    roles.group().ifPresent(column -> groups.join(select(column, rows)::text));
    if (options.rows().distinct()) {
      int[] same = copies.groups();
      groups.join(row -> same[row]);
    }
    return groups.numbers();
  }

  /** Adds a table of the same form as a further test set. */
  void add(TableSource other) {
    if (also.containsKey(other.name())) {
      throw new IllegalArgumentException(
          "also must be different tables, got " + other.name() + " twice");
    }
    try {
      also.put(other.name(), examples(other));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("also " + other.name() + ": " + e.getMessage(), e);
    }
  }

  private Examples examples(TableSource other) {
    ParsedTable cells = other.read(options, like());
    List<TableColumn> columns = inputs.stream().map(column -> like(column, cells)).toList();
    TableColumn label = like(labels.column(), cells);
    int[] rows = keptRows(columns, List.of(label), other.name() + ": ");
    List<TableColumn> kept = columns.stream().map(column -> select(column, rows)).toList();
    long shared = copies.shared(kept, draw.training());
    if (shared > 0) {
      warnings.add(
          shared
              + " of "
              + MessageText.count(rows.length, "row")
              + " of "
              + other.name()
              + " have the inputs of a training row");
    }
    features.unseen(kept).ifPresent(said -> notes.add(other.name() + ": " + said));
    LabelColumn same = labels.like(select(label, rows));
    return examples(kept, same, IntStream.range(0, rows.length).toArray());
  }

  /** Returns which columns of another table are read, and which of them as texts. */
  private ColumnChoice like() {
    List<TableColumn> columns = new ArrayList<>(inputs);
    columns.add(labels.column());
    Set<String> names = columns.stream().map(TableColumn::name).collect(Collectors.toSet());
    Set<String> texts =
        columns.stream()
            .filter(column -> column.type().equals(TextColumn.TEXT))
            .map(TableColumn::name)
            .collect(Collectors.toSet());
    return new ColumnChoice(names::contains, texts);
  }

  private TableColumn like(TableColumn column, ParsedTable cells) {
    TableColumn other =
        cells
            .column(column.name())
            .map(c -> ColumnRoles.usable(c, options))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the table must have column "
                            + column.name()
                            + ", got "
                            + MessageText.names(cells.names())));
    if (other.getClass() != column.getClass()) {
      throw other(column, column.type(), other.type());
    }
    if (column instanceof NumberColumn numbers && other instanceof NumberColumn others) {
      requireUnit(numbers, others.unit());
    }
    return other;
  }

  private static void requireUnit(NumberColumn column, String unit) {
    if (!column.unit().equals(unit)) {
      throw other(column, "numbers " + in(column.unit()), "numbers " + in(unit));
    }
  }

  private static String in(String unit) {
    return unit.isEmpty() ? "without a unit" : "in " + MessageText.cell(unit);
  }

  private static IllegalArgumentException other(TableColumn column, String before, String now) {
    return new IllegalArgumentException(
        "column " + column.name() + " must hold " + before + " as before, got " + now);
  }

  private Examples examples(List<TableColumn> columns, LabelColumn label, int[] rows) {
    RowDigests digests = new RowDigests(columns, label.column());
    float[] row = new float[features.names().size()];
    ExamplesBuilder builder = new ExamplesBuilder(row.length);
    for (int i : rows) {
      features.copy(columns, i, row);
      label.add(builder, row, i);
      builder.fromRow(digests.digest(i));
    }
    return builder.build();
  }

  Data data() {
    Parts parts =
        new Parts(
            examples(inputs, labels, draw.training()),
            examples(inputs, labels, draw.validation()),
            examples(inputs, labels, draw.test()),
            also);
    DatasetInfo info =
        DatasetInfo.of(source.name(), source.about(), List.of(features.names().size()));
    info = info.withFeatures(features.names()).withPreprocessing(features.preprocessing(inputs));
    for (String note : allNotes()) {
      info = info.withNote(note);
    }
    return Data.of(info.withUnderstanding(understanding()), labels.names(), parts);
  }

  private List<String> allNotes() {
    List<String> all = new ArrayList<>(features.notes(inputs));
    all.addAll(notes);
    labels.note().ifPresent(all::add);
    return all;
  }

  private Understanding understanding() {
    List<Understanding.Column> columns = new ArrayList<>();
    Map<String, String> leftOut = roles.leftOut();
    for (TableColumn column : table.columns()) {
      columns.add(
          ColumnFacts.of(used(column), role(column, leftOut.getOrDefault(column.name(), ""))));
    }
    table
        .dropped()
        .forEach(name -> columns.add(new Understanding.Column(name, "", "", 0, 0, "left out")));
    List<String> all = new ArrayList<>(warnings);
    all.addAll(features.warnings());
    all.addAll(labelWarnings());
    all.addAll(copyWarnings());
    return new Understanding(table.said(), labels.column().size(), columns, all);
  }

  private TableColumn used(TableColumn column) {
    return roles.inputs().stream()
        .filter(c -> c.name().equals(column.name()))
        .findFirst()
        .orElse(column);
  }

  private String role(TableColumn column, String leftOut) {
    if (column.name().equals(options.label())) {
      return labels.isClasses() ? "label: " + labels.names().size() + " classes" : "label: number";
    }
    if (!leftOut.isEmpty()) {
      return leftOut;
    }
    int made = features.inputs(column.name());
    return made == 0
        ? "dropped: the same in all training rows"
        : made == 1 ? "input" : made + " inputs";
  }

  private List<String> labelWarnings() {
    List<String> found = new ArrayList<>();
    alike().ifPresent(found::add);
    if (labels.isClasses()) {
      double ratio = labels.imbalance();
      if (ratio > ClassBalance.MOST) {
        found.add(
            "classes are unbalanced, "
                + MessageText.number(Math.rint(10 * ratio) / 10)
                + " to 1: balanced accuracy is shown beside accuracy");
      }
    }
    roles.inputs().stream()
        .filter(column -> LabelLeaks.tells(column, roles.label()))
        .forEach(
            column ->
                found.add(
                    "column "
                        + column.name()
                        + " tells the label of every row: if it is made from it, --drop "
                        + column.name()));
    return found;
  }

  private List<String> copyWarnings() {
    List<String> found = new ArrayList<>();
    List<TableColumn> whole = new ArrayList<>(inputs);
    whole.add(labels.column());
    int same = DuplicateRows.of(whole).count();
    if (same > 0) {
      found.add(MessageText.count(same, "row") + " repeat another row, label included");
    }
    long test = copies.shared(draw.test(), draw.training());
    long validation = copies.shared(draw.validation(), draw.training());
    if (test + validation > 0) {
      found.add(
          test
              + " of "
              + draw.test().length
              + " test rows and "
              + validation
              + " of "
              + draw.validation().length
              + " validation rows have the inputs of a training row: a leak unless such rows do"
              + " come again; --distinct keeps copies together");
    }
    return found;
  }
}
