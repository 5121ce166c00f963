package org.stockpot.format;

import java.util.Map;

/**
 * How to read a checkpoint.
 *
 * @param map slot names by the file's names, or what both start with up to a dot, such as {@code
 *     features.0} and {@code conv1}; an empty one leaves tensors out
 * @param entry which dict of tensors to take, such as {@code model} or {@code checkpoint.ema};
 *     {@code .} is the top level, and empty is the one that fits
 * @param match whether tensors whose names differ from those of the slots may be taken
 * @param allowNonfinite whether weights may be NaN or infinite
 */
public record LoadOptions(
    Map<String, String> map, String entry, Match match, boolean allowNonfinite) {

  /** How tensors are told. */
  public enum Match {
    /** By their names. */
    NAMES,
    /** By their names, else by their order, kind and shape. */
    STRUCTURE
  }

  /** Copies the map. */
  public LoadOptions {
    map = Map.copyOf(map);
  }

  /**
   * Returns the defaults: names decide, one dict fits, and all weights are finite.
   *
   * @return the defaults
   */
  public static LoadOptions defaults() {
    return new LoadOptions(Map.of(), "", Match.NAMES, false);
  }

  /**
   * Returns these with other names.
   *
   * @param names slot names by the file's names
   * @return the changed options
   */
  public LoadOptions withMap(Map<String, String> names) {
    return new LoadOptions(names, entry, match, allowNonfinite);
  }

  /**
   * Returns these with another dict to take.
   *
   * @param path a path such as {@code model}
   * @return the changed options
   */
  public LoadOptions withEntry(String path) {
    return new LoadOptions(map, path, match, allowNonfinite);
  }

  /**
   * Returns these with another way to tell tensors.
   *
   * @param how by names alone, or by structure too
   * @return the changed options
   */
  public LoadOptions withMatch(Match how) {
    return new LoadOptions(map, entry, how, allowNonfinite);
  }
}
