package org.stockpot.format;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.format.tensor.FormatException;

/**
 * The weighted mean of files, sum_i c_i w_i / sum_i c_i, statistics included, for checkpoints that
 * do not fit in memory together, or at all.
 *
 * <p>A merge of files ({@link FileMerge}) whose sum runs in double in the order of the files and is
 * divided once, bit for bit as in {@link org.stockpot.weights.Centroid}.
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
    FileMerge.write(
        new FileMembers(files, weights, Optional.empty(), entry), new Mean(), Map.of(), out);
  }
}
