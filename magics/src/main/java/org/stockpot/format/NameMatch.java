package org.stockpot.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Slot;

/**
 * One way to read the names of a dict and of a layout: without what all of one side start with.
 *
 * <p>Wrappers put a word before all names: {@code module.} by parallel training, {@code _orig_mod.}
 * by compilation, and attributes such as {@code model.} or {@code net.}. Any such word is taken off
 * one side if then all names fit; the words of known wrappers are taken off in any case.
 *
 * @param dict the tensors
 * @param prefix what was taken off their names
 * @param tensors the tensors by what is left of their names
 * @param slots the slots by what is left of their names
 */
public record NameMatch(
    StateDict dict, String prefix, Map<String, Tensor> tensors, Map<String, Slot> slots) {

  private static final Set<String> WRAPPERS = Set.of("module", "_orig_mod", "model", "backbone");

  /** What wrappers of parts put into the middle of names. */
  private static final Pattern INNER =
      Pattern.compile(
          "(?<=^|\\.)(module|_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\\.");

  /** Returns the reading without the words of known wrappers in the dict. */
  static NameMatch plain(StateDict dict, Layout layout) {
    return of(dict, known(dict.prefixes()), layout, "");
  }

  /** Returns a dict without the words of known wrappers. */
  static StateDict unwrapped(StateDict dict) {
    List<Tensor> tensors = new ArrayList<>();
    dict.withoutPrefix(known(dict.prefixes()))
        .forEach((name, tensor) -> tensors.add(tensor.named(name)));
    return dict.with(tensors);
  }

  /** Returns all readings, the first of names as they are. */
  static List<NameMatch> all(StateDict dict, Layout layout) {
    List<String> theirs = dict.prefixes();
    List<String> ours = StateDict.prefixes(layout.slots().stream().map(Slot::name).toList());
    Set<List<String>> pairs = new LinkedHashSet<>();
    theirs.forEach(prefix -> pairs.add(List.of(prefix, "")));
    ours.forEach(prefix -> pairs.add(List.of("", prefix)));
    pairs.add(List.of(known(theirs), known(ours)));
    List<NameMatch> readings = new ArrayList<>();
    pairs.forEach(pair -> readings.add(of(dict, pair.get(0), layout, pair.get(1))));
    readings.add(withoutInner(dict, layout));
    return readings;
  }

  private static NameMatch withoutInner(StateDict dict, Layout layout) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Set<String> words = new TreeSet<>();
    for (Tensor tensor : dict.tensors()) {
      Matcher inner = INNER.matcher(tensor.name());
      inner.results().forEach(word -> words.add(word.group()));
      tensors.putIfAbsent(inner.replaceAll(""), tensor);
    }
    return new NameMatch(dict, String.join(" ", words), tensors, of(dict, "", layout, "").slots);
  }

  private static NameMatch of(StateDict dict, String theirs, Layout layout, String ours) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    layout.slots().forEach(slot -> slots.put(slot.name().substring(ours.length()), slot));
    return new NameMatch(dict, theirs, dict.withoutPrefix(theirs), slots);
  }

  /** Returns what is said of names, which may be given with the prefix or without. */
  Map<String, String> unprefixed(Map<String, String> names) {
    Map<String, String> unprefixed = new LinkedHashMap<>();
    names.forEach(
        (name, slot) ->
            unprefixed.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, slot));
    return unprefixed;
  }

  /** Returns the longest prefix of known words. */
  private static String known(List<String> prefixes) {
    String known = "";
    for (String prefix : prefixes) {
      if (!prefix.isEmpty()) {
        String word = prefix.substring(known.length(), prefix.length() - 1);
        if (!WRAPPERS.contains(word)) {
          break;
        }
        known = prefix;
      }
    }
    return known;
  }
}
