package org.stockpot.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a source's values become inputs, in numbers, so that other programs can do the same. */
public sealed interface Preprocessing {

  /**
   * Returns this as a tree of maps, lists, texts and numbers, as JSON has them.
   *
   * @return an ordered map, whose {@code formula} says in words what its numbers are for
   */
  Map<String, Object> tree();

  /**
   * Pixels, or numbers of an array: {@code z = (p / white - mean) / sd}, with one scale for all,
   * one for each channel, or one for each number.
   *
   * @param white what pixels are divided by; 1 for numbers
   * @param scales the scales, at least one
   */
  record Pixels(double white, List<Scale> scales) implements Preprocessing {

    /**
     * Copies the scales.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Pixels {
      scales = List.copyOf(scales);
      if (scales.isEmpty()) {
        throw new IllegalArgumentException("pixels must have a scale, got none");
      }
    }

    @Override
    public Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put(
          "formula",
          "z = (p / white - mean) / sd, channels first; one mean and sd for all, for each channel"
              + " or for each number of an example");
      tree.put("white", white);
      tree.put("means", scales.stream().map(Scale::mean).toList());
      tree.put("sds", scales.stream().map(Scale::sd).toList());
      return tree;
    }
  }

  /**
   * Columns of a table, in the order of their inputs.
   *
   * @param columns what each column became
   */
  record Columns(List<Column> columns) implements Preprocessing {

    /** Copies the list. */
    public Columns {
      columns = List.copyOf(columns);
    }

    @Override
    public Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put(
          "formula",
          "inputs are those of the columns, one after the other; a number is z = (x - mean) / sd,"
              + " and 0 where it is missing; a category is 1 at its place among the categories and"
              + " 0 at the others, its shares where it is missing; indicator adds an input that is"
              + " 1 where the cell is missing, and the category's are then 0");
      tree.put("columns", columns.stream().map(Column::tree).toList());
      return tree;
    }
  }

  /**
   * One column of a table.
   *
   * @param name its name
   * @param type what its cells are, such as {@code number}
   * @param scale the scale of a number; empty for categories, and where only the indicator varies
   * @param categories the categories in the order of their inputs; empty for a number
   * @param shares for each category its share of the training rows
   * @param indicator whether one more input says that a cell is missing
   */
  record Column(
      String name,
      String type,
      Optional<Scale> scale,
      List<String> categories,
      List<Double> shares,
      boolean indicator) {

    /** Copies the lists. */
    public Column {
      categories = List.copyOf(categories);
      shares = List.copyOf(shares);
    }

    private Map<String, Object> tree() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("column", name);
      tree.put("type", type);
      scale.ifPresent(
          s -> {
            tree.put("mean", s.mean());
            tree.put("sd", s.sd());
          });
      if (!categories.isEmpty()) {
        tree.put("categories", categories);
        tree.put("shares", shares);
      }
      tree.put("indicator", indicator);
      return tree;
    }
  }
}
