package org.stockpot.merge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.task.Task;
import org.stockpot.weights.Merge;

/**
 * What there is to know of a merge method before it is used: for help, completion and tables.
 *
 * <p>Of all methods the mask's fate is one: what the masks of all members prune is pruned, nothing
 * else is.
 *
 * @param name what users call it, such as {@code task-arithmetic}
 * @param meaning what it does, a phrase
 * @param source the paper, as in a table
 * @param paper its key among the references of reports
 * @param base whether members must have a known base
 * @param least how many members it takes at least
 * @param most how many members it takes at most
 * @param needsTask whether it must have tasks, for gradients, activations or predictions
 * @param options its numbers and words, with defaults
 * @param maker makes it
 */
public record MergeMethod(
    String name,
    String meaning,
    String source,
    String paper,
    Base base,
    int least,
    int most,
    boolean needsTask,
    List<MergeOption> options,
    Maker maker) {

  /** As many members as there are. */
  public static final int ANY = Integer.MAX_VALUE;

  /** What a method does with a base, what all members were trained from. */
  public enum Base {
    /** Nothing: it may be left out. */
    UNUSED,
    /**
     * It acts on what was added to the base if the inputs have one, and on weights if not, which
     * are two results: give a base only if a user named one.
     */
    OPTIONAL,
    /** Without one there is an error. */
    REQUIRED
  }

  /** Makes a merge of its options. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes it.
     *
     * @param values values of all options
     * @param tasks one for all members or one for each, if the method needs tasks
     * @return the merge
     * @throws IllegalArgumentException if a number is out of its range
     */
    Merge make(MergeValues values, List<Task> tasks);
  }

  /** Copies the options. */
  public MergeMethod {
    options = List.copyOf(options);
  }

  /**
   * Returns whether members must have a known base.
   *
   * @return true if the method does not work without one
   */
  public boolean needsBase() {
    return base == Base.REQUIRED;
  }

  /**
   * Returns the method with some of its options. Example: {@code method.with(Map.of("density",
   * 0.5))}.
   *
   * @param values numbers or words by option; what is not given is the default
   * @return the merge
   * @throws IllegalArgumentException if there is no such option, a number is out of its range, or
   *     the method needs a task
   */
  public Merge with(Map<String, ?> values) {
    return with(values, List.of());
  }

  /**
   * Returns the method with some of its options and tasks.
   *
   * @param values as of {@link #with(Map)}
   * @param tasks one for all members or one for each; read only if the method needs tasks
   * @return the merge
   * @throws IllegalArgumentException as there
   */
  public Merge with(Map<String, ?> values, List<Task> tasks) {
    if (tasks.isEmpty() && needsTask) {
      throw new IllegalArgumentException(name + " must have a task, got none");
    }
    Map<String, String> all = new HashMap<>();
    options.forEach(option -> all.put(option.name(), option.standard()));
    values.forEach((key, value) -> all.put(key, option(key).checked(value)));
    return maker.make(new MergeValues(all), tasks);
  }

  /**
   * Returns an option by name.
   *
   * @param wanted such as {@code density}
   * @return the option
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public MergeOption option(String wanted) {
    return options.stream()
        .filter(option -> option.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no option named "
                        + wanted
                        + " of "
                        + name
                        + ", "
                        + (options.isEmpty()
                            ? "it has none"
                            : "the options are "
                                + options.stream()
                                    .map(MergeOption::name)
                                    .collect(Collectors.joining(" ")))));
  }

  /**
   * Requires what the method takes.
   *
   * @param members how many members there are
   * @param hasBase whether there is a base
   * @throws IllegalArgumentException if it takes another number, or needs a base
   */
  public void require(int members, boolean hasBase) {
    if (needsBase() && !hasBase) {
      throw new IllegalArgumentException(
          name + " must have a base, what all members were trained from; got none");
    }
    if (members < least || members > most) {
      String count =
          least == most ? "" + least : most == ANY ? "at least " + least : least + " to " + most;
      throw new IllegalArgumentException(
          name
              + " must get "
              + count
              + (count.equals("1") ? " member" : " members")
              + ", got "
              + members);
    }
  }
}
