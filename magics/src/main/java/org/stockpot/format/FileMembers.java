package org.stockpot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What files are merged.
 *
 * @param files safetensors, npz or PyTorch files, or indices of several, at least one, with the
 *     same names and shapes of tensors; pruned and normalised weights are folded first
 * @param weights how much each counts, one finite number for each file
 * @param base what all were trained from, a file like them; empty if there is none
 * @param entry the dict of tensors to take of each file, such as {@code model} or {@code ema};
 *     empty for the only one
 */
public record FileMembers(
    List<Path> files, List<Double> weights, Optional<Path> base, String entry) {

  /**
   * Checks and copies the components.
   *
   * @throws IllegalArgumentException if there are no files, or not one finite weight for each
   */
  public FileMembers {
    files = List.copyOf(files);
    weights = List.copyOf(weights);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a soup must have at least one file, got none");
    }
    if (weights.size() != files.size() || !weights.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "a soup must have one finite weight for each of "
              + files.size()
              + " files, got "
              + weights);
    }
  }

  /**
   * Returns files that count alike.
   *
   * @param files the files, without a base
   * @return the members, with weights of 1
   */
  public static FileMembers of(List<Path> files) {
    return new FileMembers(files, Collections.nCopies(files.size(), 1.0), Optional.empty(), "");
  }

  /**
   * Returns the same with other weights.
   *
   * @param numbers one for each file
   * @return the members
   */
  public FileMembers withWeights(List<Double> numbers) {
    return new FileMembers(files, numbers, base, entry);
  }

  /**
   * Returns the same with a base.
   *
   * @param file what all were trained from
   * @return the members
   */
  public FileMembers withBase(Path file) {
    return new FileMembers(files, weights, Optional.of(file), entry);
  }

  /**
   * Returns the same of another dict.
   *
   * @param dict which to take of each file
   * @return the members
   */
  public FileMembers withEntry(String dict) {
    return new FileMembers(files, weights, base, dict);
  }

  /** Returns the files, and behind them the base. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(files);
    base.ifPresent(all::add);
    return all;
  }
}
