package org.stockpot.merge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.merge.data.DataMethods;
import org.stockpot.weights.Merge;

/** The merge methods by name: the one list that a new method is added to. */
public final class Merges {

  /** All methods, the simplest first. */
  public static final List<MergeMethod> ALL =
      Stream.of(
              List.of(Linear.METHOD),
              TaskVectors.ALL,
              List.of(
                  Sce.METHOD,
                  Ram.METHOD,
                  Ram.PLUS,
                  NearSwap.METHOD,
                  ArceeFusion.METHOD,
                  Slerp.METHOD,
                  NuSlerp.METHOD,
                  MultiSlerp.METHOD,
                  Karcher.METHOD,
                  ModelStock.METHOD,
                  IsoC.METHOD,
                  TsvM.METHOD),
              DataMethods.ALL)
          .flatMap(List::stream)
          .toList();

  private Merges() {}

  /**
   * Returns a method by name.
   *
   * @param name such as {@code ties}
   * @return the method
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static MergeMethod named(String name) {
    return ALL.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no merge named "
                        + name
                        + ", the merges are "
                        + ALL.stream().map(MergeMethod::name).collect(Collectors.joining(" "))));
  }

  /**
   * Returns a method by name with some of its options. Example: {@code Merges.of("ties",
   * Map.of("density", 0.5)).of(inputs)}.
   *
   * @param name such as {@code ties}
   * @param options numbers or words by option; what is not given is the default
   * @return the merge
   * @throws IllegalArgumentException if there is no such method or option
   */
  public static Merge of(String name, Map<String, ?> options) {
    return named(name).with(options);
  }
}
