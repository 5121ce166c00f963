package org.stockpot.data.table;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Scale;
import org.stockpot.data.csv.NumberColumn;
import org.stockpot.data.csv.TableColumn;

/**
 * Standardises numbers: differences from one training row in doubles, then {@code z = (x - mean) /
 * sd}, and only then floats. A missing or infinite cell becomes the mean, z = 0; the standard
 * deviation is that of the filled column.
 *
 * @param place the column's place in its table
 * @param column its name
 * @param origin the number that differences are from
 * @param rest what doubles lose of it
 * @param scale the scale of the differences; empty if only the indicator varies
 * @param indicated whether one more input is 1 where there is no finite number
 */
record NumberEncoder(
    int place, String column, double origin, double rest, Optional<Scale> scale, boolean indicated)
    implements ColumnEncoder {

  /** Floats tell numbers apart whose distance is more than this share of their spread. */
  private static final double FLOAT_STEPS = 1 << 23;

  /** Learns from the training rows that have a finite number, out of all training rows. */
  static Optional<NumberEncoder> of(
      int place, NumberColumn column, int[] finite, int training, boolean indicated) {
    double origin = column.hasRests() && finite.length > 0 ? column.value(finite[0]) : 0;
    double rest = column.hasRests() && finite.length > 0 ? column.rest(finite[0]) : 0;
    double[] numbers =
        Arrays.stream(finite).mapToDouble(row -> column.minus(row, origin, rest)).toArray();
    Optional<Scale> scale =
        Scale.of(numbers)
            .map(s -> new Scale(s.mean(), s.sd() * Math.sqrt(finite.length / (double) training)));
    return scale.isEmpty() && !indicated
        ? Optional.empty()
        : Optional.of(new NumberEncoder(place, column.name(), origin, rest, scale, indicated));
  }

  @Override
  public List<String> names() {
    String missing = column + " is missing";
    return scale.isEmpty()
        ? List.of(missing)
        : indicated ? List.of(column, missing) : List.of(column);
  }

  @Override
  public void copy(TableColumn cells, int row, float[] target, int at) {
    NumberColumn numbers = (NumberColumn) cells;
    boolean finite = numbers.isFinite(row);
    int next = at;
    if (scale.isPresent()) {
      target[next++] = finite ? (float) scale.get().apply(numbers.minus(row, origin, rest)) : 0;
    }
    if (indicated) {
      target[next] = finite ? 0 : 1;
    }
  }

  @Override
  public long unseen(TableColumn cells) {
    return 0;
  }

  @Override
  public Preprocessing.Column preprocessing(TableColumn cells) {
    Optional<Scale> whole = scale.map(s -> new Scale(origin + rest + s.mean(), s.sd()));
    return new Preprocessing.Column(column, cells.type(), whole, List.of(), List.of(), indicated);
  }

  @Override
  public String said() {
    return column;
  }

  /** Returns a warning if floats do not tell all numbers of some rows apart. */
  Optional<String> collapsed(NumberColumn numbers, int[] rows) {
    if (scale.isEmpty() || (!numbers.hasRests() && isCoarse(numbers, rows))) {
      return Optional.empty();
    }
    Set<Double> exact = new HashSet<>();
    Set<Float> rounded = new HashSet<>();
    for (int row : rows) {
      double difference = numbers.minus(row, origin, rest);
      exact.add(difference);
      rounded.add((float) scale.get().apply(difference));
    }
    return rounded.size() == exact.size()
        ? Optional.empty()
        : Optional.of(
            "float32 tells "
                + rounded.size()
                + " of "
                + exact.size()
                + " values of column "
                + column
                + " apart");
  }

  /** Returns whether whole numbers are so few that floats tell them apart for certain. */
  private static boolean isCoarse(NumberColumn numbers, int[] rows) {
    double least = Arrays.stream(rows).mapToDouble(numbers::value).min().orElse(0);
    double most = Arrays.stream(rows).mapToDouble(numbers::value).max().orElse(0);
    return most - least < FLOAT_STEPS && numbers.isWhole();
  }
}
