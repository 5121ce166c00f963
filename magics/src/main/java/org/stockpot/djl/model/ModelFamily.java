package org.stockpot.djl.model;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Networks that a user names by words, such as VGG-11 to VGG-19.
 *
 * <p>A family is one class and one line of {@link ModelFamilies}, which serves help, completion,
 * messages and tasks.
 */
public interface ModelFamily {

  /**
   * Returns the names of its networks, as help and messages list them.
   *
   * @return lower-case words such as {@code vgg11}, or a pattern such as {@code mlp:W,W…}
   */
  List<String> names();

  /**
   * Returns whether a word names one of them.
   *
   * @param name what the user wrote
   * @return whether {@link #block} makes it
   */
  default boolean has(String name) {
    return names().contains(name);
  }

  /**
   * Returns a network.
   *
   * @param name a word that {@link #has} one
   * @param shape the shape of one example, such as [1, 28, 28]
   * @param outputs classes, or numbers to predict
   * @return an uninitialised block
   * @throws IllegalArgumentException if it does not take that shape; the message names the network
   */
  Block block(String name, List<Integer> shape, int outputs);
}
