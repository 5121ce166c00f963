package org.stockpot.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.csv.TableColumn;

/**
 * Makes one input of each category, 1 where it holds. A missing cell has the mean of each input,
 * the share of its category in the training rows, or 0 for all and 1 for one more input.
 */
final class CategoryEncoder implements ColumnEncoder {

  private final int place;
  private final String column;
  private final Map<String, Integer> index = new HashMap<>();
  private final List<String> categories;
  private final List<String> names = new ArrayList<>();
  private final float[] ofMissing;

  private CategoryEncoder(int place, String column, List<String> categories, float[] ofMissing) {
    this.place = place;
    this.column = column;
    this.ofMissing = ofMissing;
    this.categories = List.copyOf(categories);
    for (String category : categories) {
      index.put(category, index.size());
      names.add(column + "=" + category);
    }
    if (ofMissing.length > categories.size()) {
      names.add(column + " is missing");
    }
  }

  static CategoryEncoder of(
      int place, TableColumn column, List<String> categories, int[] training, boolean indicated) {
    float[] ofMissing = new float[categories.size() + (indicated ? 1 : 0)];
    if (indicated) {
      ofMissing[categories.size()] = 1;
    } else {
      int[] present = Arrays.stream(training).filter(row -> !column.isMissing(row)).toArray();
      for (int i = 0; i < categories.size(); i++) {
        String category = categories.get(i);
        long rows = Arrays.stream(present).filter(r -> column.text(r).equals(category)).count();
        ofMissing[i] = (float) (rows / (double) present.length);
      }
    }
    return new CategoryEncoder(place, column.name(), categories, ofMissing);
  }

  @Override
  public int place() {
    return place;
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void copy(TableColumn cells, int row, float[] target, int at) {
    if (cells.isMissing(row)) {
      System.arraycopy(ofMissing, 0, target, at, ofMissing.length);
      return;
    }
    Arrays.fill(target, at, at + names.size(), 0);
    Integer held = index.get(cells.text(row));
    if (held != null) {
      target[at + held] = 1;
    }
  }

  @Override
  public long unseen(TableColumn cells) {
    return IntStream.range(0, cells.size())
        .filter(row -> !cells.isMissing(row) && !index.containsKey(cells.text(row)))
        .count();
  }

  @Override
  public Preprocessing.Column preprocessing(TableColumn cells) {
    List<Double> shares =
        IntStream.range(0, categories.size())
            .mapToObj(i -> Double.valueOf(Float.toString(ofMissing[i])))
            .toList();
    boolean indicator = ofMissing.length > categories.size();
    return new Preprocessing.Column(
        column, cells.type(), Optional.empty(), categories, shares, indicator);
  }

  @Override
  public String said() {
    return column + " (" + names.size() + ")";
  }
}
