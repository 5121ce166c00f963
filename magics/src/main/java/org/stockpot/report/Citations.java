package org.stockpot.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.curvature.gradient.CoherenceResult;
import org.stockpot.curvature.gradient.LcaResult;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.Rewind;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupComparison;
import org.stockpot.soup.SoupRecipe;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.WeightedResult;
import org.stockpot.task.Baseline;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import org.stockpot.task.TrainResult;
import org.stockpot.task.replicates.Interval;
import org.stockpot.task.replicates.Tolerance;

/** The papers whose methods made results, each once, with what was used of it. */
public final class Citations {

  private final Map<String, Citation> cited = new LinkedHashMap<>();

  private Citations() {}

  /**
   * Returns the papers behind results.
   *
   * @param results results of magics; what else there is cites nothing
   * @param lines the lines of magics that made them and what they were made of, as far as known
   * @return the papers, in the order of their use
   */
  public static List<Citation> of(List<?> results, List<String> lines) {
    Citations citations = new Citations();
    results.forEach(citations::addResult);
    lines.forEach(citations::addLine);
    return List.copyOf(citations.cited.values());
  }

  private void add(String key, String method) {
    cited.putIfAbsent(key, Citation.of(key, method));
  }

  private void addResult(Object value) {
    if (value instanceof TrainResult result) {
      addTask(result.task());
      addRecipe(result.job().recipe());
    } else if (value instanceof PruneResult result) {
      addPruning(result);
    } else if (value instanceof BarrierResult result) {
      addBarrier(result);
    } else if (value instanceof InstabilityResult result) {
      addTask(result.task());
      add("frankle2020linear", "instability: copies forked from one point, and their barrier");
    } else if (value instanceof RobustnessResult) {
      add("paul2023unmasking", "robustness of rewound starts to perturbations");
    } else if (value instanceof PlaneResult result) {
      addPlane(result);
    } else if (value instanceof LcaResult result) {
      addTask(result.task());
      add("lan2019lca", "loss change allocation: which parameters lower the loss");
    } else if (value instanceof CoherenceResult result) {
      addTask(result.task());
      add("chatterjee2020coherence", "m-coherence of the gradients of examples");
      add("mccandlish2018batch", "the simple noise scale of gradients");
    } else {
      addSoup(value);
    }
  }

  private void addPruning(PruneResult result) {
    addTask(result.task());
    add("frankle2019lottery", "iterative magnitude pruning, and the controls of tickets");
    Rewind rewind = result.options().retraining().rewind();
    if (rewind.kind() != Rewind.Kind.WEIGHTS) {
      add("renda2020comparing", "learning-rate rewinding and fine-tuning");
    } else if (!rewind.equals(Rewind.INIT)) {
      add("frankle2020linear", "rewinding to an early step of training");
    }
    if (result.options().matching().equals(Tolerance.SPREAD)) {
      add("paul2023unmasking", "tickets that match within the spread of dense runs");
    }
    if (result.copies().count() > 1) {
      add("zimmer2024sparse", "sparse soups: copies retrained under one mask and merged");
    }
    addRecipe(result.recipe());
  }

  private void addBarrier(BarrierResult result) {
    if (result.options().baseline() == Baseline.MEAN) {
      add("frankle2020linear", "error barrier above the mean of the ends");
    } else {
      add("entezari2022role", "error barrier above the chord between the ends");
      add("paul2023unmasking", "error barrier above the chord between the ends");
    }
    if (result.pairs().size() > 1
        && result.height(result.pairs()).over() == Interval.Over.NETWORKS) {
      add("efron1981jackknife", "intervals over pairs that share networks");
    }
  }

  private void addPlane(PlaneResult result) {
    if (result.options().random()) {
      add("li2018visualizing", "filter-normalised random directions");
    } else {
      add("garipov2018loss", "the plane through three networks");
    }
  }

  private void addSoup(Object value) {
    if (value instanceof FinetuneResult result) {
      addTask(result.task());
      add("wortsman2022soups", "networks fine-tuned from one start, the ingredients of a soup");
      result.tuned().forEach(tuned -> addRecipe(tuned.variation().recipe()));
    } else if (value instanceof SoupResult result) {
      addRecipe(result.recipe(), result.origin().mask().pruned() > 0);
    } else if (value instanceof SoupComparison result) {
      result.soups().forEach(this::addSoup);
    } else if (value instanceof WeightedResult) {
      add("wortsman2022soups", "weighted averages of networks");
    } else if (value instanceof InterpolationResult) {
      add("wortsman2022robust", "interpolation from a pre-trained to a fine-tuned network");
    }
  }

  private void addRecipe(SoupRecipe recipe, boolean sparse) {
    add(recipe.paper(), recipe.used());
    if (sparse || recipe.sharesMask()) {
      add("zimmer2024sparse", "soups of sparse networks");
    }
  }

  private void addRecipe(Recipe recipe) {
    Optimizer.Kind kind = recipe.optimizer().optimizer();
    if (kind == Optimizer.Kind.ADAM) {
      add("kingma2015adam", "the optimizer Adam");
    } else if (kind == Optimizer.Kind.ADAMW) {
      add("loshchilov2019decoupled", "the optimizer AdamW");
    }
    if (recipe.labelSmoothing() > 0) {
      add("szegedy2016rethinking", "label smoothing");
    }
  }

  /** Cites data and model by their names. */
  private void addTask(String task) {
    if (task.matches(".*\\bresnet.*")) {
      add("he2016deep", "residual networks");
    } else if (task.matches(".*\\bvgg.*")) {
      add("simonyan2015very", "the network VGG");
    } else if (task.matches(".*\\blenet.*")) {
      add("lecun1998gradient", "the network LeNet");
    }
    if (task.startsWith("mnist")) {
      add("lecun1998gradient", "the data set MNIST");
    } else if (task.startsWith("digits ")) {
      add("alpaydin1998optical", "the data set of digits");
    } else if (task.startsWith("cifar")) {
      add("krizhevsky2009learning", "the data set CIFAR");
    }
  }

  private void addLine(String line) {
    if (line.startsWith("%task ")) {
      addTask(line.substring("%task ".length()));
    } else if (line.startsWith("%mli ")) {
      add("lucas2021monotonic", "monotonic linear interpolation");
    } else if (line.startsWith("%imp")) {
      add("frankle2019lottery", "iterative magnitude pruning, and the controls of tickets");
    } else if (line.startsWith("%finetune") || line.startsWith("%%finetune")) {
      add("wortsman2022soups", "networks fine-tuned from one start, the ingredients of a soup");
    }
    if (line.contains("--optimizer adam ") || line.endsWith("--optimizer adam")) {
      add("kingma2015adam", "the optimizer Adam");
    }
  }
}
