package org.stockpot.magic.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.study.Comparison;
import org.stockpot.study.Variant;

/** Names of the results of a comparison: {@code COMPARISON.VARIANT}. */
final class VariantNames {

  private VariantNames() {}

  /** Returns the names of the variants of all comparisons among results. */
  static List<String> of(Map<String, Object> results) {
    List<String> names = new ArrayList<>();
    results.forEach(
        (name, value) -> {
          if (value instanceof Comparison comparison) {
            comparison.variants().forEach(variant -> names.add(name + "." + variant.name()));
          }
        });
    return names;
  }

  /** Returns the one result of a variant; empty if there is none, or several. */
  static Optional<Object> find(Comparison comparison, String name) {
    Optional<Variant> variant =
        comparison.variants().stream()
            .filter(v -> v.name().equals(name) && v.results().size() == 1)
            .findFirst();
    return variant.map(v -> v.results().get(0));
  }
}
