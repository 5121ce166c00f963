package org.stockpot.djl.script;

import java.util.Map;
import java.util.Set;

/**
 * What the code of a module does.
 *
 * @param uses what it does with its parameters and buffers, by name; those without use are missing
 * @param norms its batch normalisations with running statistics, and how often a pass runs each
 * @param castsInput whether it turns its input into whole numbers, as an embedding needs them
 * @param namesDoubles whether it names float64 as the type of a result, which no conversion of
 *     tensors changes
 */
public record ScriptFacts(
    Map<String, Set<Use>> uses,
    Map<Norm, Integer> norms,
    boolean castsInput,
    boolean namesDoubles) {

  /** Copies the components. */
  public ScriptFacts {
    uses = Map.copyOf(uses);
    norms = Map.copyOf(norms);
  }

  /**
   * The statistics of a batch normalisation.
   *
   * @param mean the buffer that holds the running mean
   * @param variance the buffer that holds the running variance
   */
  public record Norm(String mean, String variance) {}

  /**
   * Returns what the code does with a tensor.
   *
   * @param name its name
   * @return a set; empty if nothing
   */
  public Set<Use> of(String name) {
    return uses.getOrDefault(name, Set.of());
  }
}
