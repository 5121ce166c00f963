package org.stockpot.format.tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a file holds. Nothing stays open and nothing of a tensor's size is in memory.
 *
 * @param file where it lies
 * @param dicts the dicts that have tensors themselves, at least one
 * @param nested the dicts that have tensors in dicts, whose names are joined by dots
 * @param metadata what the file says about itself
 * @param notes what was left out or skipped, to be told to whoever loads it
 * @param findings what else holds tensors but is not read, to be told if nothing fits
 */
public record TensorFile(
    Path file,
    List<StateDict> dicts,
    List<StateDict> nested,
    Map<String, String> metadata,
    List<String> notes,
    List<String> findings) {

  /**
   * Copies the lists.
   */
  public TensorFile {
    dicts = List.copyOf(dicts);
    nested = List.copyOf(nested);
    metadata = Map.copyOf(metadata);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /**
   * Holds one dict.
   *
   * @param dict the tensors
   * @param metadata what the file says about itself
   */
  public TensorFile(StateDict dict, Map<String, String> metadata) {
    this(dict.file(), List.of(dict), List.of(), metadata, List.of(), List.of());
  }

  /**
   * Returns the tensors of a file of one dict.
   *
   * @return the tensors, in the file's order
   */
  public List<Tensor> tensors() {
    return dicts.get(0).tensors();
  }

  /**
   * Returns the tensor of a name in a file of one dict.
   *
   * @param name the name
   * @return the tensor
   */
  public Tensor tensor(String name) {
    return dicts.get(0).tensor(name);
  }
}
