package org.stockpot.djl.script;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A TorchScript module inside of a user's block. Its parameters can be read and trained; its
 * buffers, such as the running statistics of batch normalisation, cannot be reached, so that a
 * module with buffers runs in evaluation mode throughout.
 *
 * @param module the module
 * @param buffers the names of its buffers; empty if its code cannot be read
 * @param facts what its code does; empty if it cannot be read or followed
 */
public record NestedScript(
    PtSymbolBlock module, Optional<List<String>> buffers, Optional<ScriptFacts> facts) {

  /**
   * Reads what there is to know of a module.
   *
   * @param module a TorchScript module
   * @return what came out
   */
  public static NestedScript of(PtSymbolBlock module) {
    try {
      ScriptArchive archive = archive(module);
      Optional<List<String>> buffers = Optional.of(archive.buffers());
      try {
        return new NestedScript(module, buffers, Optional.of(archive.facts(name -> 1)));
      } catch (ScriptException e) {
        return new NestedScript(module, buffers, Optional.empty());
      }
    } catch (ScriptException e) {
      return new NestedScript(module, Optional.empty(), Optional.empty());
    }
  }

  private static ScriptArchive archive(PtSymbolBlock module) {
    try {
      Path copy = Files.createTempFile("stockpot", ".pt");
      try {
        write(module, copy);
        return ScriptArchive.open(copy);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a module as the engine does. */
  static void write(PtSymbolBlock module, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      JniUtils.writeModule(module, out, false);
    }
  }

  /**
   * Returns whether a training pass could change what is out of reach.
   *
   * @return whether a training pass could change what is out of reach
   */
  public boolean isHeld() {
    return buffers.map(names -> !names.isEmpty()).orElse(true);
  }
}
