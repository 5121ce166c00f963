package org.stockpot.mergekit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;

/**
 * Recipes of mergekit as files. Example: {@code Recipes.read(Path.of("recipe.yml")).recipe()
 * .mergeTo(Path.of("out.safetensors"))}.
 */
public final class Recipes {

  private Recipes() {}

  /**
   * Reads a recipe of mergekit, with mergekit's defaults: over each tensor, entries that stay
   * scaled by L1 norms, a sum of 0 with the sign +, and λ and density of 1.
   *
   * @param file a YAML file of at most a megabyte
   * @return what it says, and what of it decides nothing here
   * @throws FormatException if it is no recipe, or has a word without a meaning here; the message
   *     has the line
   */
  public static ReadRecipe read(Path file) {
    return Disk.read(file, () -> new RecipeReader(YamlEntry.read(file)).recipe());
  }

  /**
   * Writes a recipe that mergekit reads, and {@link #read} as an equal one.
   *
   * @param recipe the recipe
   * @param file takes a YAML document
   * @throws IllegalArgumentException if mergekit has no word for something; the message says what
   * @throws FormatException if it cannot be written
   */
  public static void write(FileRecipe recipe, Path file) {
    byte[] yaml = RecipeWriter.write(recipe).getBytes(StandardCharsets.UTF_8);
    Disk.write(file, out -> out.write(yaml));
  }
}
