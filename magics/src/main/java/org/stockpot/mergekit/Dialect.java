package org.stockpot.mergekit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A method of mergekit and what it is here, with mergekit's defaults. See Goddard et al., "Arcee's
 * MergeKit", EMNLP 2024 (industry track), and its documentation.
 *
 * @param theirs its name there
 * @param ours its name here
 * @param base what it does with {@code base_model}
 * @param weighted whether each model must have a weight
 * @param words its parameters
 * @param fixed options here for which mergekit has no parameter, as it has them
 * @param note where the same recipe gives other numbers there; mostly empty
 */
record Dialect(
    String theirs,
    String ours,
    Base base,
    boolean weighted,
    List<Word> words,
    Map<String, String> fixed,
    String note) {

  /** What a method does with the base model. */
  enum Base {
    NONE,
    OPTIONAL,
    REQUIRED,
    /** It is the first of two members. */
    FIRST
  }

  /** The name of the place between two. */
  static final String T = "t";

  /** Parameters that change how mergekit computes and not what. */
  static final List<String> IDLE = List.of("int8_mask");

  private static final Word LAMBDA = Word.number("lambda", "lambda", "1").ofEach();
  private static final Word DENSITY = Word.number("density", "density", "1").ofEach();
  private static final Word GAMMA = Word.number("gamma", "gamma", "0.01").ofEach();
  private static final Word EPSILON = Word.number("epsilon", "epsilon", "0.15").ofEach();
  private static final Map<String, String> TENSOR = Map.of("scope", "tensor");
  private static final String DRAWN =
      "Entries are drawn by generators of our own, so that mergekit draws others.";
  private static final String OUTLIERS =
      "Where gamma is less than one entry of a tensor, mergekit leaves the tensor as the base has it;"
          + " here nothing is cut off then.";

  static final List<Dialect> ALL =
      List.of(
          new Dialect("linear", "linear", Base.NONE, true, List.of(), Map.of(), ""),
          taskVectors("task_arithmetic", "task-arithmetic", false, false, "", List.of()),
          taskVectors("ties", "ties", true, true, "", List.of(DENSITY)),
          taskVectors("dare_linear", "dare", false, false, DRAWN, drawn()),
          taskVectors("dare_ties", "dare-ties", false, true, DRAWN, drawn()),
          taskVectors("breadcrumbs", "breadcrumbs", false, false, OUTLIERS, outliers()),
          taskVectors("breadcrumbs_ties", "breadcrumbs-ties", false, true, OUTLIERS, outliers()),
          taskVectors("della", "della", true, true, DRAWN, drawn(EPSILON)),
          taskVectors("della_linear", "della-linear", false, false, DRAWN, drawn(EPSILON)),
          plain("sce", "sce", TENSOR, Word.number("select_topk", "density", "1")),
          plain("ram", "ram", Map.of(), Word.number("epsilon", "epsilon", "0.00001")),
          plain(
              "ramplus_tl",
              "ram+",
              TENSOR,
              Word.number("epsilon", "epsilon", "0.00001"),
              Word.number("r", "r", "0.1"),
              Word.number("alpha", "alpha", "0.2")),
          plain("nearswap", "nearswap", Map.of(), Word.required(T, "t")),
          plain("arcee_fusion", "arcee-fusion", TENSOR),
          plain(
              "model_stock",
              "model-stock",
              Map.of(),
              Word.truth("filter_wise", "scope", false, "row", "tensor")),
          new Dialect("slerp", "slerp", Base.FIRST, false, List.of(), TENSOR, ""),
          new Dialect(
              "nuslerp",
              "nuslerp",
              Base.OPTIONAL,
              true,
              List.of(Word.truth("nuslerp_flatten", "scope", true, "tensor", "row")),
              Map.of(),
              ""),
          new Dialect("multislerp", "multislerp", Base.OPTIONAL, true, List.of(), TENSOR, ""),
          new Dialect(
              "karcher",
              "karcher",
              Base.NONE,
              false,
              List.of(
                  Word.number("max_iter", "steps", "10"),
                  Word.number("tol", "tolerance", "0.00001")),
              TENSOR,
              ""));

  private static Dialect plain(
      String theirs, String ours, Map<String, String> fixed, Word... words) {
    return new Dialect(theirs, ours, Base.REQUIRED, false, List.of(words), fixed, "");
  }

  private static List<Word> drawn(Word... more) {
    List<Word> words = new ArrayList<>(List.of(DENSITY));
    words.addAll(List.of(more));
    words.add(Word.truth("rescale", "rescale", true, "l1", "none"));
    return words;
  }

  private static List<Word> outliers() {
    return List.of(DENSITY, GAMMA);
  }

  private static Dialect taskVectors(
      String theirs, String ours, boolean normalised, boolean elects, String note, List<Word> own) {
    List<Word> words = new ArrayList<>(own);
    words.add(LAMBDA);
    words.add(Word.truth("normalize", "normalise", normalised, "yes", "no"));
    Map<String, String> fixed = new TreeMap<>(TENSOR);
    if (elects) {
      fixed.put("zero", "plus");
    }
    if (note.equals(DRAWN)) {
      fixed.put("seed", "1");
    }
    return new Dialect(theirs, ours, Base.REQUIRED, true, words, fixed, note);
  }

  /** Returns a method by its name there. */
  static Optional<Dialect> theirs(String name) {
    return ALL.stream().filter(d -> d.theirs.equals(name)).findFirst();
  }

  /** Returns a method by its name here. */
  static Optional<Dialect> ours(String name) {
    return ALL.stream().filter(d -> d.ours.equals(name)).findFirst();
  }

  /** Returns all names there. */
  static String names() {
    return ALL.stream().map(Dialect::theirs).collect(Collectors.joining(" "));
  }

  Optional<Word> word(String name) {
    return words.stream().filter(word -> word.theirs().equals(name)).findFirst();
  }
}
