package org.stockpot.data.csv;

import java.util.Arrays;
import java.util.List;

/** Texts or booleans. */
public final class TextColumn implements TableColumn {

  /** The type of a column of texts. */
  public static final String TEXT = "text";

  private final String name;
  private final String[] texts;
  private final String type;

  private TextColumn(String name, String[] texts, String type) {
    this.name = name;
    this.texts = texts;
    this.type = type;
  }

  /**
   * Returns a column of texts.
   *
   * @param name the name
   * @param texts one per row; empty where it is missing
   * @return the column
   */
  public static TextColumn of(String name, List<String> texts) {
    return new TextColumn(name, texts.toArray(String[]::new), TEXT);
  }

  /**
   * Returns a column of booleans.
   *
   * @param name the name
   * @param texts {@code true} or {@code false}; empty where it is missing
   * @return the column
   */
  public static TextColumn ofBooleans(String name, List<String> texts) {
    return new TextColumn(name, texts.toArray(String[]::new), "boolean");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return texts.length;
  }

  @Override
  public String text(int row) {
    return texts[row];
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public TextColumn select(int... rows) {
    String[] some = Arrays.stream(rows).mapToObj(row -> texts[row]).toArray(String[]::new);
    return new TextColumn(name, some, type);
  }
}
