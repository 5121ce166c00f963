package org.stockpot.format;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file holds. Nothing stays open and nothing of a tensor's size is in memory.
 *
 * @param file where it lies
 * @param tensors the tensors, in the file's order; names differ
 * @param metadata what it says about itself
 * @param ordered whether the order is that of the model, as in PyTorch, or may be alphabetical
 */
record TensorFile(Path file, List<Tensor> tensors, Map<String, String> metadata, boolean ordered) {

  TensorFile {
    tensors = List.copyOf(tensors);
    metadata = Map.copyOf(metadata);
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new FormatException("tensor names must differ, got " + tensor.name() + " twice");
      }
    }
  }

  /** Returns the tensor of a name. */
  Tensor tensor(String name) {
    return tensors.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new FormatException("there must be a tensor " + name + ", got none"));
  }

  /** Opens a file; what it is shows in its first bytes, not in its name. */
  static TensorFile open(Path file) {
    return Disk.read(file, () -> Safetensors.read(file));
  }

  /** Writes a file in the format of its name. */
  static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
    String name = file.toString();
    if (name.endsWith(".safetensors")) {
      Disk.write(file, out -> Safetensors.write(out, tensors, metadata));
    } else {
      throw new FormatException("a file to write must end in .safetensors, got " + name);
    }
  }
}
