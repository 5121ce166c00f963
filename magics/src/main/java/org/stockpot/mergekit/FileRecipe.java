package org.stockpot.mergekit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stockpot.format.FileMembers;
import org.stockpot.format.FileMerge;
import org.stockpot.format.MergedFile;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.MergeOption;
import org.stockpot.merge.Merges;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.Merge;
import org.stockpot.weights.TensorMerge;

/**
 * Which files are merged, and how. {@code Recipes} reads and writes it as mergekit does.
 *
 * @param method a method of {@link Merges} that merges files, by name
 * @param options numbers and words by option; what is not given is the default, so that two recipes
 *     that mean the same are equal
 * @param members the files; weights of {@code slerp} become shares
 */
public record FileRecipe(String method, Map<String, String> options, FileMembers members) {

  /**
   * Completes the options.
   *
   * @throws IllegalArgumentException if there is no such method or option, a value is out of its
   *     range, the method does not merge files, or it takes other members
   */
  public FileRecipe {
    MergeMethod known = Merges.named(method);
    SortedMap<String, String> all = new TreeMap<>();
    known.options().forEach(option -> all.put(option.name(), plain(option, option.standard())));
    options.forEach((name, value) -> all.put(name, plain(known.option(name), value)));
    options = Collections.unmodifiableSortedMap(all);
    if (known.needsTask() || !mergesFiles(known.with(options))) {
      throw new IllegalArgumentException(
          method + " merges no files, these do: " + String.join(" ", methods()));
    }
    known.require(members.files().size(), members.base().isPresent());
    members = method.equals("slerp") ? shares(members) : members;
    if (known.base() == MergeMethod.Base.UNUSED && members.base().isPresent()) {
      throw new IllegalArgumentException(
          method + " takes no base, got " + members.base().orElseThrow());
    }
  }

  /** Of two weights only the second's share counts between two points of an arc. */
  private static FileMembers shares(FileMembers members) {
    double second = members.weights().get(1);
    double t = second / (members.weights().get(0) + second);
    return Double.isFinite(t) ? members.withWeights(List.of(1 - t, t)) : members;
  }

  /** Writes numbers in one way, so that 0.20 is 0.2. */
  private static String plain(MergeOption option, String value) {
    String text = value.trim();
    if (!option.isNumber()) {
      return text;
    }
    try {
      double number = Double.parseDouble(text);
      return number == Math.rint(number) && Math.abs(number) < 1 << 30
          ? Long.toString((long) number)
          : Double.toString(number);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /**
   * Returns the methods that merge files.
   *
   * @return their names, the simplest first
   */
  public static List<String> methods() {
    return Merges.ALL.stream()
        .filter(method -> !method.needsTask() && mergesFiles(method.with(Map.of())))
        .map(MergeMethod::name)
        .toList();
  }

  private static boolean mergesFiles(Merge merge) {
    return merge instanceof ChunkedMerge || merge instanceof TensorMerge;
  }

  /**
   * Merges the files.
   *
   * @param out the file to write
   * @return the file, and what a user must know of it
   * @throws FormatException as {@link FileMerge#of}
   */
  public MergedFile mergeTo(Path out) {
    return FileMerge.of(members, Merges.of(method, options), out);
  }
}
