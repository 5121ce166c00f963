package org.stockpot.format;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.DictSelection;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;

/**
 * The weighted mean of files, sum_i c_i w_i / sum_i c_i, statistics included, for checkpoints that
 * do not fit in memory together, or at all.
 *
 * <p>All files are read side by side in chunks, so that memory neither grows with the models nor,
 * beyond some kilobytes each, with their number. The sum runs in double in the order of the files
 * and is divided once, bit for bit as in {@link org.stockpot.weights.Centroid}.
 *
 * <p>Wortsman et al., Model soups, ICML 2022, section 2, where it is the uniform soup.
 */
public final class FileSoup {

  private FileSoup() {}

  /**
   * Returns the files that a pattern matches.
   *
   * @param pattern a path whose last name may have stars, such as {@code runs/*.pt}
   * @return the files, in the order of their names
   * @throws FormatException if there is no such folder, or no such file
   */
  public static List<Path> matching(String pattern) {
    Path path = Path.of(pattern);
    Path folder = path.toAbsolutePath().getParent();
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, path.getFileName().toString())) {
      found.forEach(file -> files.add(path.resolveSibling(file.getFileName()).toString()));
    } catch (IOException e) {
      throw new FormatException("no directory " + folder + " for " + pattern);
    }
    if (files.isEmpty()) {
      throw new FormatException("no file matches " + pattern);
    }
    return files.stream().sorted().map(Path::of).toList();
  }

  /**
   * Writes the mean of some files.
   *
   * @param files at least one file, as {@link #average(List, List, Path)}
   * @param out the file to write
   * @throws FormatException as there
   */
  public static void average(List<Path> files, Path out) {
    average(files, Collections.nCopies(files.size(), 1.0), out);
  }

  /**
   * Writes the weighted mean of some files. Weights become F32, integers are those of the first
   * file, metadata is what all files share, with the names of the files and their weights. If all
   * declare masks of one layout, or have {@code weight_mask}, the mean declares their union in the
   * same way; it was trained on the rows of all.
   *
   * @param files safetensors, npz or PyTorch files, or indices of several, with the same names and
   *     shapes of tensors; pruned and normalised weights are folded first
   * @param weights one finite weight c for each file; negative ones are allowed
   * @param out the file to write, ending in {@code .safetensors}, {@code .npz} or {@code .pt}; it
   *     appears when it is whole
   * @throws FormatException if a file is damaged, holds NaN or infinity, or differs from the first;
   *     the message names file and tensor
   * @throws IllegalArgumentException if there are no files, not one weight for each, or their sum
   *     is 0 or not finite
   */
  public static void average(List<Path> files, List<Double> weights, Path out) {
    average(files, weights, "", out);
  }

  /**
   * Writes the weighted mean of some files that hold several dicts of tensors.
   *
   * @param files the files, as {@link #average(List, List, Path)}
   * @param weights one finite weight for each
   * @param entry the dict to take of each, such as {@code model} or {@code ema}; empty for the only
   *     one
   * @param out the file to write
   * @throws FormatException as there, or if there is no such dict
   * @throws IllegalArgumentException as there
   */
  public static void average(List<Path> files, List<Double> weights, String entry, Path out) {
    double total = weights.stream().mapToDouble(Double::doubleValue).sum();
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a soup must have at least one file, got none");
    }
    if (weights.size() != files.size() || !Double.isFinite(total) || total == 0) {
      throw new IllegalArgumentException(
          "a soup must have one finite weight for each of "
              + files.size()
              + " files, with a sum other than 0, got "
              + weights);
    }
    List<TensorFile> opened = files.stream().map(TensorFiles::open).toList();
    List<StateDict> dicts = dicts(opened, entry);
    List<Tensor> means = new ArrayList<>();
    for (Tensor tensor : dicts.get(0).tensors()) {
      means.addAll(tensor.type().isWeights() ? mean(tensor, dicts, weights) : List.of(tensor));
    }
    TensorFiles.write(out, means, metadata(opened, weights));
  }

  /** Returns the dicts to average; words before all names are taken off if they differ. */
  private static List<StateDict> dicts(List<TensorFile> files, String entry) {
    List<StateDict> dicts = new ArrayList<>();
    for (TensorFile file : files) {
      dicts.add(Disk.read(file.file(), () -> DictSelection.only(file, entry)));
    }
    Set<Set<String>> names = new HashSet<>();
    dicts.forEach(dict -> names.add(dict.byName().keySet()));
    if (names.size() > 1) {
      dicts.replaceAll(NameMatch::unwrapped);
    }
    dicts.forEach(dict -> requireSame(dicts.get(0), dict));
    return dicts;
  }

  /** Returns the mean, and beside it the union of the masks if all files prune this weight. */
  private static List<Tensor> mean(Tensor first, List<StateDict> files, List<Double> weights) {
    double[] factors = weights.stream().mapToDouble(Double::doubleValue).toArray();
    String name = first.name();
    Tensor mean =
        new Tensor(name, DataType.F32, first.shape(), () -> new MeanBytes(first, files, factors));
    List<Tensor> masks = files.stream().flatMap(f -> f.tensor(name).mask().stream()).toList();
    return masks.size() < files.size()
        ? List.of(mean)
        : List.of(mean.named(name + "_orig"), UnionMask.of(name + "_mask", masks));
  }

  private static void requireSame(StateDict first, StateDict file) {
    Map<String, List<Long>> wanted = shapes(first);
    Map<String, List<Long>> got = shapes(file);
    if (wanted.equals(got)) {
      return;
    }
    List<String> names = new ArrayList<>(wanted.keySet());
    names.addAll(got.keySet());
    String name =
        names.stream()
            .filter(n -> !wanted.getOrDefault(n, List.of(-1L)).equals(got.get(n)))
            .findFirst()
            .orElseThrow();
    throw new FormatException(
        file.file()
            + " must have the tensors of "
            + first.file()
            + ", got "
            + name
            + " "
            + got.getOrDefault(name, List.of())
            + " against "
            + wanted.getOrDefault(name, List.of()));
  }

  private static Map<String, List<Long>> shapes(StateDict file) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    file.tensors().forEach(t -> shapes.put(t.name(), t.shape()));
    return shapes;
  }

  private static Map<String, String> metadata(List<TensorFile> files, List<Double> weights) {
    Map<String, String> shared = new LinkedHashMap<>(files.get(0).metadata());
    files.forEach(file -> shared.entrySet().retainAll(file.metadata().entrySet()));
    Metadata.union(files).ifPresent(mask -> shared.put(Metadata.MASK, mask));
    Metadata.allRows(files).ifPresent(rows -> shared.put(Checkpoint.ROWS, rows));
    shared.put(
        "ingredients",
        files.stream()
            .map(file -> file.file().getFileName().toString())
            .collect(Collectors.joining(" ")));
    shared.put("weights", weights.stream().map(Object::toString).collect(Collectors.joining(" ")));
    return shared;
  }
}
