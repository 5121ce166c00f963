package org.stockpot.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.format.LoadOptions.Match;
import org.stockpot.format.file.ShardIndex;
import org.stockpot.format.tensor.DictSelection;
import org.stockpot.format.tensor.Folding;
import org.stockpot.format.tensor.Folding.Folded;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.text.Listed;
import org.stockpot.weights.Layout;

/**
 * Chooses the dict of a file that fits a layout. If several do, the user is asked: which of a model
 * and its moving average is wanted, a file does not say.
 */
final class Candidates {

  /**
   * What was chosen.
   *
   * @param match which tensor is which slot
   * @param notes what was folded and left out
   */
  record Choice(Matched match, List<String> notes) {}

  private static final int MOST_NAMED = 8;

  private final TensorFile file;
  private final Layout layout;
  private final LoadOptions options;

  private Candidates(TensorFile file, Layout layout, LoadOptions options) {
    this.file = file;
    this.layout = layout;
    this.options = options;
  }

  /**
   * Returns the dict that fits a layout.
   *
   * @throws FormatException if none does, or several, or one by its structure alone where names
   *     must tell
   */
  static Choice choose(TensorFile file, Layout layout, LoadOptions options) {
    Candidates candidates = new Candidates(file, layout, options);
    List<StateDict> dicts = candidates.dicts();
    return options.map().isEmpty() ? candidates.byNames(dicts) : candidates.otherwise(dicts);
  }

  /** Returns the dict that most slots of a layout are in, by names. */
  static Choice partly(TensorFile file, Layout layout, LoadOptions options) {
    Candidates candidates = new Candidates(file, layout, options);
    boolean any = options.entry().isEmpty();
    List<StateDict> dicts = candidates.dicts();
    List<StateDict> wider =
        Stream.of(dicts, any ? DictSelection.groups(dicts) : List.<StateDict>of(), file.nested())
            .flatMap(List::stream)
            .toList();
    List<Choice> best = new ArrayList<>();
    for (StateDict dict : wider) {
      Choice choice = candidates.partly(dict);
      int more = best.isEmpty() ? 1 : size(choice) - size(best.get(0));
      if (more > 0) {
        best.clear();
      }
      if (more >= 0 && size(choice) > 0 && isNew(choice, best)) {
        best.add(choice);
      }
    }
    if (best.isEmpty()) {
      throw new FormatException(
          "a partial load needs at least one tensor of the name and shape of a slot, got none of "
              + DictSelection.names(dicts.get(0)));
    }
    return candidates.one(best).orElseThrow();
  }

  /** Returns the dict that is asked for, or all. */
  private List<StateDict> dicts() {
    return options.entry().isEmpty()
        ? file.dicts()
        : List.of(DictSelection.entry(file, options.entry()));
  }

  private static int size(Choice choice) {
    return choice.match.tensors().size();
  }

  /** A part of a dict whose names fit without a prefix is the same as that dict. */
  private static boolean isNew(Choice choice, List<Choice> others) {
    return others.stream()
        .noneMatch(
            other ->
                choice.match.tensors().keySet().equals(other.match.tensors().keySet())
                    && sources(choice).equals(sources(other)));
  }

  private static List<Tensor.Source> sources(Choice choice) {
    return choice.match.tensors().values().stream().map(Tensor::source).toList();
  }

  private Choice partly(StateDict dict) {
    Folded folded = Folding.of(dict);
    return new Choice(Matching.partly(folded.dict(), layout, options.map()), folded.notes());
  }

  private Choice byNames(List<StateDict> dicts) {
    boolean any = options.entry().isEmpty();
    return one(named(dicts))
        .or(() -> any ? one(parts(dicts)) : Optional.empty())
        .or(() -> any ? one(named(file.nested())) : Optional.empty())
        .orElseGet(() -> otherwise(dicts));
  }

  private List<Choice> named(List<StateDict> dicts) {
    return dicts.stream().map(this::named).flatMap(Optional::stream).toList();
  }

  /** Names as they are come first: those of parts can be a model's own. */
  private Optional<Choice> named(StateDict dict) {
    return Matching.byNames(dict, layout)
        .map(match -> new Choice(match, List.of()))
        .or(
            () -> {
              Folded folded = Folding.of(dict);
              return Matching.byNames(folded.dict(), layout)
                  .map(match -> new Choice(match, folded.notes()));
            });
  }

  /** Returns parts of dicts that fit, unless a whole one does but for some tensors. */
  private List<Choice> parts(List<StateDict> dicts) {
    List<Choice> parts = new ArrayList<>();
    for (StateDict part : DictSelection.groups(dicts)) {
      named(part)
          .filter(choice -> isNew(choice, parts))
          .ifPresent(
              c -> parts.add(new Choice(c.match, with(c.notes, "taken from " + part.path()))));
    }
    for (StateDict dict : parts.isEmpty() ? List.<StateDict>of() : dicts) {
      Matching.besides(dict, layout)
          .ifPresent(
              besides -> {
                throw new FormatException(
                    "more than one part fits: "
                        + parts.get(0).match.dict().path()
                        + ", and the names without "
                        + besides.stream().limit(MOST_NAMED).collect(Collectors.joining(" "))
                        + "; say --entry "
                        + parts.get(0).match.dict().entry()
                        + ", or leave the others out with --map NAME=");
              });
    }
    return parts;
  }

  private static List<String> with(List<String> notes, String note) {
    return Stream.concat(notes.stream(), Stream.of(note)).toList();
  }

  /** Returns the only choice, or none; several are asked about. */
  private Optional<Choice> one(List<Choice> choices) {
    if (choices.size() > 1) {
      List<StateDict> dicts = choices.stream().map(c -> c.match.dict()).toList();
      throw DictSelection.ask(dicts, "holds " + dicts.size() + " dicts of tensors that fit");
    }
    return choices.stream().findFirst();
  }

  /** Returns the choice by what is said and by structure, or says why there is none. */
  private Choice otherwise(List<StateDict> dicts) {
    List<Choice> choices = new ArrayList<>();
    Map<StateDict, FormatException> reasons = new LinkedHashMap<>();
    for (StateDict dict : dicts) {
      attempt(dict, reasons).ifPresent(choices::add);
    }
    Choice choice = one(choices).orElseThrow(() -> nothingFits(reasons));
    boolean numbered = choice.match.dict().order() == Order.NUMBERED;
    if (choice.match.byStructure() && options.match() == Match.NAMES && !numbered) {
      Map<String, String> table = choice.match.table();
      throw new FormatException(
          "names differ from the model's, but all "
              + table.size()
              + " slots have a tensor by order, kind and shape ("
              + Listed.first(
                  table.entrySet().stream().map(e -> e.getValue() + " as " + e.getKey()).toList(),
                  3)
              + "): take it so with --match structure",
          table);
    }
    return choice;
  }

  private Optional<Choice> attempt(StateDict dict, Map<StateDict, FormatException> reasons) {
    try {
      Folded folded = Folding.of(dict);
      return Optional.of(
          new Choice(Matching.of(folded.dict(), layout, options.map()), folded.notes()));
    } catch (FormatException e) {
      reasons.put(dict, e);
      return Optional.empty();
    }
  }

  private FormatException nothingFits(Map<StateDict, FormatException> reasons) {
    StateDict nearest =
        reasons.keySet().stream().max(Comparator.comparingInt(this::nearness)).orElseThrow();
    String where = nearest.path().isEmpty() ? "" : "in " + nearest.path() + ": ";
    return new FormatException(
        ShardIndex.hint(file.file()).orElse("")
            + where
            + reasons.get(nearest).getMessage()
            + (reasons.size() > 1
                ? "; the dicts of tensors are " + DictSelection.some(reasons.keySet())
                : "")
            + (file.findings().isEmpty()
                ? ""
                : "; it also holds " + String.join(", ", file.findings())));
  }

  /** Returns how many slots have a tensor of their name, and then how many tensors there are. */
  private int nearness(StateDict dict) {
    int named = Matching.partly(Folding.of(dict).dict(), layout, Map.of()).tensors().size();
    return named * MOST_NAMED + Math.min(MOST_NAMED - 1, dict.tensors().size());
  }
}
