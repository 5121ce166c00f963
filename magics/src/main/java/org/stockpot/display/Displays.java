package org.stockpot.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.table.Relation;

/** How values of known types are shown. Immutable; the first type that fits a value shows it. */
public final class Displays {

  private record Entry<T>(Class<T> type, Function<? super T, Display> show) {

    Display display(Object value) {
      return show.apply(type.cast(value));
    }
  }

  private final List<Entry<?>> entries;

  private Displays(List<Entry<?>> entries) {
    this.entries = entries;
  }

  /**
   * Returns the displays of figures, tables and columns.
   *
   * @return displays to which more can be added
   */
  public static Displays standard() {
    return new Displays(List.of())
        .with(Figure.class, Figures::display)
        .with(Relation.class, Tables::display)
        .with(Column.class, Tables::display);
  }

  /**
   * Adds a type, after those known.
   *
   * @param <T> the type
   * @param type values of it and of its subtypes are shown
   * @param show how
   * @return these displays and the new one
   */
  public <T> Displays with(Class<T> type, Function<? super T, Display> show) {
    List<Entry<?>> more = new ArrayList<>(entries);
    more.add(new Entry<>(type, show));
    return new Displays(List.copyOf(more));
  }

  /**
   * Returns the types whose values can be shown, which a kernel binds.
   *
   * @return the types in order
   */
  public List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    entries.forEach(entry -> types.add(entry.type()));
    return types;
  }

  /**
   * Shows a value.
   *
   * @param value any value, or null
   * @return its display, or nothing if its type is not known
   */
  public Optional<Display> display(Object value) {
    return entries.stream()
        .filter(entry -> entry.type().isInstance(value))
        .findFirst()
        .map(entry -> entry.display(value));
  }
}
