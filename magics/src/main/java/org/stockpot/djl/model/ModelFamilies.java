package org.stockpot.djl.model;

import ai.djl.nn.Block;
import java.util.List;

/**
 * The networks that have names.
 *
 * @param all the families, in the order in which help lists them
 */
public record ModelFamilies(List<ModelFamily> all) {

  private static final ModelFamilies STANDARD =
      new ModelFamilies(
          List.of(
              new MultilayerPerceptron(),
              new ConvNets(),
              new CifarResNets(),
              new ImageNetResNets(),
              new VggNets(),
              new CifarVggNets()));

  /** Copies the list. */
  public ModelFamilies {
    all = List.copyOf(all);
  }

  /**
   * Returns the list that every task, help and completion use: a new family is a line of it.
   *
   * @return the families
   */
  public static ModelFamilies standard() {
    return STANDARD;
  }

  /**
   * Returns the names of all networks.
   *
   * @return as help lists them
   */
  public List<String> names() {
    return all.stream().flatMap(family -> family.names().stream()).toList();
  }

  /**
   * Returns a network by name.
   *
   * @param name one of {@link #names}, or what fits a pattern of them
   * @param shape the shape of one example
   * @param outputs classes, or numbers to predict
   * @return an uninitialised block
   * @throws IllegalArgumentException if there is none of that name, or it does not take that shape
   */
  public Block block(String name, List<Integer> shape, int outputs) {
    return all.stream()
        .filter(family -> family.has(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no model named " + name + ", the models are " + String.join(" ", names())))
        .block(name, shape, outputs);
  }
}
