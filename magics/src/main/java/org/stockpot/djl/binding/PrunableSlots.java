package org.stockpot.djl.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stockpot.task.option.Suggestions;
import org.stockpot.weights.Role;

/** Which slots pruning may touch, where the user says so. */
public final class PrunableSlots {

  private PrunableSlots() {}

  /**
   * Returns a binding in which the named slots are weights, and all other weights stay unpruned.
   *
   * @param binding the model's parameters as slots
   * @param words names of slots, or what those start with up to a dot, which stands for its
   *     matrices
   * @return a binding in which the named slots are weights, and all other weights stay unpruned
   * @throws IllegalArgumentException if a word names no slot, or none that can be pruned
   */
  public static Binding of(Binding binding, List<String> words) {
    if (words.isEmpty()) {
      return binding;
    }
    List<Binding.Entry> chosen = new ArrayList<>();
    words.forEach(word -> chosen.addAll(named(binding, word)));
    return binding.map(
        entry -> {
          if (chosen.contains(entry)) {
            return entry.with(Role.WEIGHT);
          }
          return entry.role() == Role.WEIGHT ? entry.with(Role.UNPRUNED) : entry;
        });
  }

  /** Adds what names start with up to their last dot, which names all of a layer. */
  private static List<String> withHeads(List<String> names) {
    return Stream.concat(names.stream(), names.stream().map(n -> n.replaceFirst("\\.[^.]*$", "")))
        .distinct()
        .toList();
  }

  private static List<Binding.Entry> named(Binding binding, String word) {
    List<Binding.Entry> whole = matching(binding, entry -> entry.name().equals(word));
    List<Binding.Entry> parts = matching(binding, entry -> entry.name().startsWith(word + "."));
    if (whole.isEmpty() && parts.isEmpty()) {
      List<String> names = binding.entries().stream().map(Binding.Entry::name).toList();
      throw new IllegalArgumentException(
          "prunable must name slots, got "
              + word
              + Suggestions.didYouMean(word, withHeads(names))
              + " (slots: "
              + String.join(" ", names)
              + ")");
    }
    List<Binding.Entry> able = new ArrayList<>(whole);
    able.addAll(parts);
    able.removeIf(entry -> !canBePruned(entry));
    if (able.isEmpty()) {
      Binding.Entry first = whole.isEmpty() ? parts.get(0) : whole.get(0);
      throw new IllegalArgumentException(
          "prunable must name trained slots of two or more dimensions, got "
              + first.name()
              + " "
              + binding.layout().slot(first.name()).shape()
              + reason(first));
    }
    return able;
  }

  private static String reason(Binding.Entry entry) {
    return entry.role() == Role.FROZEN ? ", which is frozen (--unfreeze trains it)" : "";
  }

  private static boolean canBePruned(Binding.Entry entry) {
    return entry.dimensions() > 1 && entry.role().isTrained();
  }

  private static List<Binding.Entry> matching(Binding binding, Predicate<Binding.Entry> which) {
    return binding.entries().stream().filter(which).toList();
  }
}
